// Package fault is the one error type that carries words for people.
//
// A fault says what kind of thing went wrong (so that the web picks a status
// and the command line an exit code), names the catalogue message that a
// person should read, and lists the fields or rows at fault. The private cause
// travels along for the operator's log and is never shown. An error that is
// not a fault has no public words: the web answers 500 and says nothing.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind groups faults by what the one who meets them can do next.
type Kind int

const (
	Invalid  Kind = iota + 1 // the input needs correcting: 422, exit 1
	Missing                  // it is not here, or not for these eyes: 404
	Denied                   // signed in, but not for this role: 403
	SignIn                   // needs a sign-in first: 303 to the sign-in page
	Conflict                 // somebody, or an earlier click, changed it first: 409
	TooMany                  // too many tries: 429
	Full                     // no room left to store it: 507
	Busy                     // try again in a moment: 503
)

// Args fill the named gaps of a catalogue message.
type Args map[string]any

// Problem is one thing wrong with the input: in a form it names a Field, in a
// file it names a Row (as a spreadsheet numbers records) and a Field.
type Problem struct {
	Field string
	Row   int
	Key   string
	Args  Args
}

// Error is a failure with public words. Key is a message of the catalogues of
// platform/locale; Args fill its gaps.
type Error struct {
	Kind     Kind
	Key      string
	Args     Args
	Problems []Problem
	Cause    error
}

// New makes a fault of the kind with the catalogue message key.
func New(kind Kind, key string, args ...Args) *Error {
	e := &Error{Kind: kind, Key: key}
	for _, a := range args {
		e.Args = a
	}
	return e
}

// Because attaches the private cause and returns the same fault.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	return e
}

// Field adds a problem with one field of a form and returns the same fault.
func (e *Error) Field(field, key string, args ...Args) *Error {
	p := Problem{Field: field, Key: key}
	for _, a := range args {
		p.Args = a
	}
	e.Problems = append(e.Problems, p)
	return e
}

// OrNil returns nil when no problem was added: for validators that collect.
func (e *Error) OrNil() error {
	if len(e.Problems) == 0 {
		return nil
	}
	return e
}

// Error is the operator's text: keys and cause, never shown to people.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	for _, p := range e.Problems {
		fmt.Fprintf(&b, "; %s", p.Key)
		if p.Field != "" {
			fmt.Fprintf(&b, " (%s)", p.Field)
		}
		if p.Row != 0 {
			fmt.Fprintf(&b, " (row %d)", p.Row)
		}
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Cause }

// As finds the fault in err's chain; nil when there is none.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// Is reports whether err is a fault of the kind.
func Is(err error, kind Kind) bool {
	e := As(err)
	return e != nil && e.Kind == kind
}
