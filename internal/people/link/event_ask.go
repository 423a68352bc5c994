package link

import "openmaf/internal/platform/fault"

// LetAsk: who asks how it was is whom the person wants. No account is the one
// who keeps their record; ComesBy is nobody, for they come by and tell.
type LetAsk struct {
	Account string
	ComesBy bool
}

func (LetAsk) Verb() Verb { return VerbLetAsk }

func (e LetAsk) note(l *Link, t *turn) error {
	if e.ComesBy {
		e.Account, t.code = "", codeComesBy
	}
	l.Asker, l.ComesBy = e.Account, e.ComesBy
	l.HandedFrom, l.HandedBy = "", ""
	return nil
}

// codeComesBy marks the step in which a person said that they come by.
const codeComesBy = "comes_by"

// HandOver: one of the team asks instead of another, By whom may take it back.
// No account is the one who keeps the record. Whether the person comes by
// stays as they said it.
type HandOver struct{ To, By string }

func (HandOver) Verb() Verb { return VerbHandOver }

func (e HandOver) note(l *Link, _ *turn) error {
	if e.To == l.Asker {
		return fault.New(fault.Conflict, "link.hand_over.same")
	}
	l.Asker, l.HandedFrom, l.HandedBy = e.To, l.Asker, e.By
	return nil
}

// TakeBack undoes the latest HandOver.
type TakeBack struct{}

func (TakeBack) Verb() Verb { return VerbTakeBack }

func (TakeBack) note(l *Link, _ *turn) error {
	if l.HandedBy == "" {
		return fault.New(fault.Conflict, "link.hand_over.none")
	}
	l.Asker, l.HandedFrom, l.HandedBy = l.HandedFrom, "", ""
	return nil
}
