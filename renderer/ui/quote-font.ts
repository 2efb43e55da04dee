/** The reading face for 原话. Loaded when the first quotation is drawn, so that start-up parses no font rules. */
import 'lxgw-wenkai-screen-webfont/lxgwwenkaiscreen.css'
