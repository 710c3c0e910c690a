package task

import "errors"

type coded struct {
	error
	code FailureCode
}

func (c coded) Unwrap() error { return c.error }

// WithCode marks err as a failure of a kind. A nil err stays nil.
func WithCode(err error, code FailureCode) error {
	if err == nil {
		return nil
	}
	return coded{err, code}
}

// CodeOf returns the outermost code in err's chain; an error without one is taken
// for trouble of this node, which another try may cure.
func CodeOf(err error) FailureCode {
	var c coded
	if errors.As(err, &c) {
		return c.code
	}
	return FailNode
}
