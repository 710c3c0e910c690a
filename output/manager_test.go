package output_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/outputtest"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// diary is a Log in memory that can be told to fail.
type diary struct {
	mu    sync.Mutex
	done  map[string]task.OutputRef
	fault error
}

func (d *diary) Delivered(_ context.Context, t task.Digest, i int) (task.OutputRef, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	ref, ok := d.done[fmt.Sprint(t, i)]
	return ref, ok, nil
}

func (d *diary) SetDelivered(_ context.Context, t task.Digest, i int, ref task.OutputRef) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault != nil {
		return d.fault
	}
	if d.done == nil {
		d.done = map[string]task.OutputRef{}
	}
	d.done[fmt.Sprint(t, i)] = ref
	return nil
}

// counted answers with its name, or with the next of its faults.
type counted struct {
	name   string
	calls  int
	faults []error
}

func (c *counted) Deliver(context.Context, output.Result) (task.OutputRef, error) {
	c.calls++
	if len(c.faults) > 0 {
		err := c.faults[0]
		c.faults = c.faults[1:]
		return task.OutputRef{}, err
	}
	return task.OutputRef{Result: c.name}, nil
}

func factory(o output.Output) output.Factory {
	return func(json.RawMessage) (output.Output, error) { return o, nil }
}

func deliver(t *testing.T, m *output.Manager, types ...string) (task.OutputRef, error) {
	t.Helper()
	r := outputtest.Result(t, 1)
	for _, kind := range types {
		r.Version.Outputs = append(r.Version.Outputs, project.Output{Type: kind})
	}
	return m.Deliver(t.Context(), r.Version, r.Task, r.Receipt, r.Proof, func(error) {})
}

func TestManagerRepeatsOnlyWhatIsMissing(t *testing.T) {
	hook := &counted{name: "hook"}
	contract := &counted{name: "tx", faults: []error{errors.New("node down")}}
	file := &counted{name: "file"}
	m := output.NewManager(output.Table{"webhook": factory(hook), "ethereumContract": factory(contract), "file": factory(file)}, &diary{})
	types := []string{"webhook", "ethereumContract", "file"}

	_, err := deliver(t, m, types...)
	require.ErrorContains(t, err, "output[1]: deliver to ethereumContract: node down")
	require.Equal(t, task.FailOutput, task.CodeOf(err))
	require.Zero(t, file.calls, "it stops at the first that fails")
	for range 2 {
		ref, err := deliver(t, m, types...)
		require.NoError(t, err)
		require.Equal(t, task.OutputRef{Type: "ethereumContract", Result: "tx"}, ref, "what a chain settles is the answer")
	}
	require.Equal(t, []int{1, 2, 1}, []int{hook.calls, contract.calls, file.calls})
}

func TestManagerAnswersWithTheFirst(t *testing.T) {
	m := output.NewManager(output.Table{"file": factory(&counted{name: "a"}), "webhook": factory(&counted{name: "b"})}, &diary{})
	ref, err := deliver(t, m, "file", "webhook")
	require.NoError(t, err)
	require.Equal(t, task.OutputRef{Type: "file", Result: "a"}, ref)
}

func TestManagerKeepsMeaningOfFaults(t *testing.T) {
	for want, fault := range map[task.FailureCode]error{
		task.FailRejected: fmt.Errorf("%w: no", output.ErrRefused),
		task.FailProgram:  fmt.Errorf("%w: no", output.ErrParams),
		task.FailOutput:   task.WithHint(output.ErrForbidden, "ask the operator"),
	} {
		m := output.NewManager(output.Table{"file": factory(&counted{faults: []error{fault}})}, &diary{})
		_, err := deliver(t, m, "file")
		require.ErrorIs(t, err, fault)
		require.Equal(t, want, task.CodeOf(err))
		require.Equal(t, task.Hint(fault), task.Hint(err))
	}
}

func TestManagerThatCannotRemember(t *testing.T) {
	full := errors.New("disk full")
	m := output.NewManager(output.Table{"file": factory(&counted{name: "a"})}, &diary{fault: full})
	_, err := deliver(t, m, "file")
	require.ErrorIs(t, err, full, "an unremembered delivery may be repeated, so it is not told as done")
}

func TestManagerChecksBeforeAnythingIsProved(t *testing.T) {
	m := output.NewManager(output.Table{
		"file":    factory(&counted{}),
		"webhook": func(json.RawMessage) (output.Output, error) { return nil, fmt.Errorf("%w: url", output.ErrParams) },
	}, &diary{})
	version := func(types ...string) *project.Version {
		v := &project.Version{}
		for _, kind := range types {
			v.Outputs = append(v.Outputs, project.Output{Type: kind})
		}
		return v
	}
	require.NoError(t, m.Check(version("file", "file")))
	require.ErrorIs(t, m.Check(version("file", "webhook")), output.ErrParams)
	require.ErrorContains(t, m.Check(version("file", "webhook")), `output[1]: output "webhook"`)
	require.ErrorIs(t, m.Check(version("solanaProgram")), output.ErrUnknownType)
}

// ledgerOf is an output whose receiver keeps a book.
type ledgerOf struct {
	counted
	settled bool
	fault   error
}

func (l *ledgerOf) Settled(context.Context, task.Header) (bool, error) { return l.settled, l.fault }

func TestNothingIsLeftOnceEveryBookHasTheTask(t *testing.T) {
	for name, c := range map[string]struct {
		outputs []output.Output
		want    bool
		fault   bool
	}{
		"none":                  {nil, false, false},
		"a book that has it":    {[]output.Output{&ledgerOf{settled: true}}, true, false},
		"two of them":           {[]output.Output{&ledgerOf{settled: true}, &ledgerOf{settled: true}}, true, false},
		"a book that lacks it":  {[]output.Output{&ledgerOf{settled: true}, &ledgerOf{}}, false, false},
		"one that keeps none":   {[]output.Output{&ledgerOf{settled: true}, &counted{}}, false, false},
		"a book that is silent": {[]output.Output{&ledgerOf{settled: true, fault: errors.New("no chain")}}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			table, v := output.Table{}, &project.Version{}
			for i, out := range c.outputs {
				kind := fmt.Sprint(i)
				table[kind] = func(json.RawMessage) (output.Output, error) { return out, nil }
				v.Outputs = append(v.Outputs, project.Output{Type: kind})
			}
			got, err := output.NewManager(table, &diary{}).Settled(t.Context(), v, task.Header{})
			require.Equal(t, c.fault, err != nil)
			require.Equal(t, c.want, got)
		})
	}
}
