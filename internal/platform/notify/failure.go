package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
)

// Failure is what an error proves about the message.
type Failure int

const (
	Unknown  Failure = iota // it may be on its way: never send it again unasked
	NotTaken                // it was certainly not taken: it may be tried again
	Refused                 // it was not taken and never will be
)

func (f Failure) String() string { return [...]string{"unknown", "not taken", "refused"}[f] }

type failure struct {
	proves Failure
	err    error
}

func (f *failure) Error() string { return f.proves.String() + ": " + f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func notTaken(err error) error { return &failure{NotTaken, err} }
func refused(err error) error  { return &failure{Refused, err} }

// FailureOf is what the error of a Send proves. An error from anywhere else
// proves nothing.
func FailureOf(err error) Failure {
	var f *failure
	if errors.As(err, &f) {
		return f.proves
	}
	return Unknown
}

// Answer is a server's no: what it said may repeat a number or the words, so
// that the error itself tells only the code.
type Answer struct {
	Code int
	Said string // the beginning of it
}

func (a *Answer) Error() string { return fmt.Sprintf("the server answers %d", a.Code) }

// Brief is what may stand in a log about a failed Send: nothing of the message,
// and nobody's address.
func Brief(err error) string {
	var said *Answer
	var line *net.OpError
	switch {
	case errors.As(err, &said):
		return said.Error()
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "no answer in time"
	case errors.As(err, &line): // it names our server and nobody else
		return line.Error()
	}
	return fmt.Sprintf("%T", errors.Unwrap(err))
}
