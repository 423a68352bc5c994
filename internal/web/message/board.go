package message

import (
	"openmaf/internal/people/message"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var boardPage = page.Declare[BoardView](files, "board.html")

// BoardView is what people wrote back, and what went wrong.
type BoardView struct {
	page.Frame
	Replies  []BoardRow
	Troubles []BoardRow
	Off      bool
	Settings bool
}

// BoardRow is one line, with what to do about it.
type BoardRow struct {
	Text, Quiet, Words string
	Href               string // of the person
	Do                 page.Act
}

func (a *Area) board(r *page.Request) (*page.Answer, error) {
	b, err := a.Messages.Board(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := BoardView{Frame: r.Frame("messagepages.board.title"), Off: !b.On, Settings: access.May(r.Actor(), access.MessageSettings)}
	for _, reply := range b.Replies {
		v.Replies = append(v.Replies, replyRow(r, reply))
	}
	for _, m := range b.Troubles {
		a.Reads.Saw(r.Actor().Scope, r.Actor().Account, m.Person, "messages")
		v.Troubles = append(v.Troubles, BoardRow{Text: r.T("messagepages.board.trouble", "Name", firstName(m.Name), "State", stateOf(r, m)),
			Quiet: r.Words().When(m.Changed), Href: "/people/" + m.Person,
			Do: r.Act("/messages/"+m.ID+"/seen", "messagepages.board.seen").Secondary()})
	}
	for _, reply := range b.Replies {
		if reply.Person != "" {
			a.Reads.Saw(r.Actor().Scope, r.Actor().Account, reply.Person, "messages")
		}
	}
	return boardPage.Show(v), nil
}

func replyRow(r *page.Request, reply message.Reply) BoardRow {
	who := firstName(reply.Name)
	row := BoardRow{Words: reply.Words, Quiet: r.Words().When(reply.At), Do: r.Act("/replies/"+reply.ID+"/read", "messagepages.board.read").Secondary()}
	if reply.Person == "" {
		who = r.T("messagepages.board.unknown", "Number", reply.Number)
	} else {
		row.Href = "/people/" + reply.Person
	}
	row.Text = r.T("messagepages.board.reply", "Who", who, "Says", r.T("message.says."+string(reply.Says)))
	return row
}

// seen takes a message that went wrong off the board.
func (a *Area) seen(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("sent")
	if err != nil {
		return nil, err
	}
	if err := a.Messages.See(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(boardPath).Flash("messagepages.board.done"), nil
}

// read takes a reply off the board.
func (a *Area) read(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("reply")
	if err != nil {
		return nil, err
	}
	if err := a.Messages.MarkRead(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(boardPath).Flash("messagepages.board.done"), nil
}
