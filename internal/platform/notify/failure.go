package notify

import "errors"

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
