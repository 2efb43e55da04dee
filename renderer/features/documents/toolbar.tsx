/** 排版: what is done with the text at the caret. */
import { Bold, Heading, Image, List, Redo2, Table, Undo2 } from 'lucide-react'
import { redo, undo } from 'prosemirror-history'
import type { Command } from 'prosemirror-state'
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable } from 'prosemirror-tables'
import { text } from '../../../shared/text/zh-cn.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menus.tsx'
import { insertTable, toggleBold, toggleHeading, toggleItem } from './editor/commands.ts'
import type { PaperEditor, Snapshot } from './editor/editor.ts'

const words = text.documents.editor

type Props = {
  editor: PaperEditor
  snapshot: Snapshot
  onPictures: () => void
  onVisitPictures: () => void
}

export function Toolbar({ editor, snapshot, onPictures, onVisitPictures }: Props) {
  const run = (command: Command) => () => {
    editor.run(command)
  }
  const keep = (event: { preventDefault: () => void }) => event.preventDefault()
  const { block } = snapshot
  return (
    <div className="paper-toolbar" role="toolbar" aria-label={words.toolbar}>
      <IconButton
        variant="text"
        icon={Undo2}
        label={words.undo}
        title={`${words.undo} (Ctrl Z)`}
        disabled={!snapshot.canUndo}
        onMouseDown={keep}
        onClick={run(undo)}
      />
      <IconButton
        variant="text"
        icon={Redo2}
        label={words.redo}
        title={`${words.redo} (Ctrl Y)`}
        disabled={!snapshot.canRedo}
        onMouseDown={keep}
        onClick={run(redo)}
      />
      <span className="paper-toolbar-line" aria-hidden />
      <IconButton
        variant="text"
        icon={Bold}
        label={words.bold}
        title={`${words.bold} (Ctrl B)`}
        aria-pressed={snapshot.isBold}
        onMouseDown={keep}
        onClick={run(toggleBold)}
      />
      <IconButton
        variant="text"
        icon={Heading}
        label={words.heading}
        title={`${words.heading} (Ctrl Alt 2)`}
        aria-pressed={block === 'heading'}
        onMouseDown={keep}
        onClick={run(toggleHeading(2))}
      />
      <IconButton
        variant="text"
        icon={List}
        label={words.list}
        title={`${words.list} (Ctrl Shift 8)`}
        aria-pressed={block === 'item'}
        onMouseDown={keep}
        onClick={run(toggleItem)}
      />
      <Menu
        label={words.table}
        icon={Table}
        variant="text"
        items={
          block === 'table'
            ? [
                { label: words.rowBelow, onSelect: run(addRowAfter) },
                { label: words.columnRight, onSelect: run(addColumnAfter) },
                { label: words.rowRemove, onSelect: run(deleteRow) },
                { label: words.columnRemove, onSelect: run(deleteColumn) },
                { label: words.tableRemove, danger: true, onSelect: run(deleteTable) },
              ]
            : [{ label: words.tableInsert, onSelect: run(insertTable(3, 3)) }]
        }
      />
      <Menu
        label={words.picture}
        icon={Image}
        variant="text"
        items={[
          { label: words.pictureFile, onSelect: onPictures },
          { label: words.pictureVisit, onSelect: onVisitPictures },
        ]}
      />
    </div>
  )
}
