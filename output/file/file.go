// Package file writes each result as a JSON file, and the receipt beside it, into
// a folder below one the operator chose.
package file

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

type folder struct {
	root string
	path string
}

// New returns a factory of outputs below root, the operator's folder for project
// output; "" allows none. The project's parameter is {"path": "relative/folder"}.
func New(root string) output.Factory {
	return func(params json.RawMessage) (output.Output, error) {
		var p struct {
			Path string `json:"path"`
		}
		if err := json.Unmarshal(params, &p); err != nil {
			return nil, fmt.Errorf("%w: file: %w", output.ErrParams, err)
		}
		if p.Path == "" || !filepath.IsLocal(p.Path) {
			return nil, fmt.Errorf("%w: file.path %q: want a relative path inside the folder", output.ErrParams, p.Path)
		}
		if root == "" {
			return nil, task.WithHint(fmt.Errorf("%w: file output", output.ErrForbidden), "the operator sets a folder with --output-dir")
		}
		return &folder{root, p.Path}, nil
	}
}

// Deliver implements [output.Output]. Files are named by project and task, so a
// second delivery replaces the first with the same bytes.
func (f *folder) Deliver(_ context.Context, r output.Result) (task.OutputRef, error) {
	if err := os.MkdirAll(f.root, 0o750); err != nil {
		return task.OutputRef{}, fmt.Errorf("make output folder: %w", err)
	}
	root, err := os.OpenRoot(f.root)
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("open output folder: %w", err)
	}
	defer root.Close() //nolint:errcheck // nothing was written through the handle itself
	if err := root.MkdirAll(f.path, 0o750); err != nil {
		return task.OutputRef{}, fmt.Errorf("make output folder: %w", err)
	}
	doc, err := json.MarshalIndent(output.NewPayload(r), "", "  ")
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("encode result: %w", err)
	}
	h := r.Task.Header
	base := filepath.Join(f.path, fmt.Sprintf("%d-%d", h.ProjectID, h.Sequence))
	if err := replace(root, base+".receipt", r.Proof); err != nil {
		return task.OutputRef{}, err
	}
	if err := replace(root, base+".json", append(doc, '\n')); err != nil {
		return task.OutputRef{}, err
	}
	return task.OutputRef{Result: base + ".json"}, nil
}

// replace writes a file whole and durable, or leaves what was there.
func replace(root *os.Root, name string, b []byte) error {
	tmp := name + "." + rand.Text() + ".part" // another delivery of the same may be under way
	err := write(root, tmp, b)
	if err == nil {
		err = root.Rename(tmp, name)
	}
	if err == nil {
		err = syncFolder(root, filepath.Dir(name))
	}
	if err != nil {
		_ = root.Remove(tmp)
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func write(root *os.Root, name string, b []byte) error {
	w, err := root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	if err == nil {
		err = w.Sync()
	}
	return errors.Join(err, w.Close())
}

// syncFolder makes a rename in the folder durable.
func syncFolder(root *os.Root, name string) error {
	d, err := root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
