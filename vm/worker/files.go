package worker

import (
	"encoding/json"
	"fmt"
	"os"
)

// maxFiles is how many files a pool, and how many an attachment, may have.
const maxFiles = 8

// File is a file that a worker finds open: it can open none itself.
type File struct {
	// Option is the member of the options document that tells the library the
	// descriptor, in every call; empty = nobody tells it.
	Option string
	File   *os.File
}

// Attachment is what one worker has open beside the files of its pool.
type Attachment struct {
	Files []File
	// After, if set, is called when a call has been answered, before the answer is
	// returned and before the next call; with nil when the answer was an error. It is
	// not called for a worker that crashed, was killed or reported a fault of its own.
	After func(answer [][]byte)
	// Release, if set, is called once when the worker is gone.
	Release func()
}

func (a *Attachment) files() []File {
	if a == nil {
		return nil
	}
	return a.Files
}

func (a *Attachment) after(answer [][]byte) {
	if a != nil && a.After != nil {
		a.After(answer)
	}
}

func (a *Attachment) release() {
	if a != nil && a.Release != nil {
		a.Release()
	}
}

// withDescriptors enters the numbers of descriptors into an options document.
func withDescriptors(options []byte, descriptors map[string]int) ([]byte, error) {
	if len(descriptors) == 0 {
		return options, nil
	}
	all := make(map[string]json.RawMessage)
	if len(options) > 0 {
		if err := json.Unmarshal(options, &all); err != nil {
			return nil, fmt.Errorf("read options: %w", err)
		}
	}
	for name, fd := range descriptors {
		all[name] = fmt.Append(nil, fd)
	}
	b, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("encode options: %w", err)
	}
	return b, nil
}
