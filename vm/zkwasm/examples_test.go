//go:build linux

package zkwasm_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// example compiles and runs an example with the messages given, in one task, and returns what the journal says of them.
func example(t *testing.T, p *zkwasm.Prover, name string, messages ...string) ([]zkwasm.Run, error) {
	t.Helper()
	m, err := modules.Load(name)
	require.NoError(t, err)
	j, tk := vmtest.Job(t, m.Code, project.InputTask, messages...)
	run, err := p.Execute(t.Context(), j, nil)
	if err != nil {
		return nil, err
	}
	require.NoError(t, task.CheckBinding(run.Journal, &tk.Header))
	journal, err := task.ParseJournal(run.Journal)
	require.NoError(t, err)
	o, err := zkwasm.ParseOutput(journal.Output)
	require.NoError(t, err)
	require.Equal(t, task.DigestOf(m.Code), o.Module)
	return o.Runs, nil
}

// runs makes what is said of messages: public inputs, outputs, and so on.
func runs(lists ...[]uint64) (all []zkwasm.Run) {
	for pair := range slices.Chunk(lists, 2) {
		all = append(all, zkwasm.Run{PublicInputs: pair[0], Outputs: pair[1]})
	}
	return all
}

// refuses requires that an example refuses each of the messages by itself: no reason but require.
func refuses(t *testing.T, p *zkwasm.Prover, name string, messages ...string) {
	t.Helper()
	for _, m := range messages {
		_, err := example(t, p, name, m)
		require.ErrorIs(t, err, vm.ErrGuestFault, m)
		require.ErrorContains(t, err, "require", m)
	}
}

// message makes the text of a message.
func message(t *testing.T, private, public []uint64) string {
	t.Helper()
	b, err := json.Marshal(map[string][]uint64{"private_input": private, "public_input": public})
	require.NoError(t, err)
	return string(b)
}

func TestAdd(t *testing.T) {
	p := open(t)
	m, err := modules.Load(modules.Add)
	require.NoError(t, err)
	require.Equal(t, adds, m.Message)
	said, err := example(t, p, modules.Add, m.Message, message(t, []uint64{math.MaxUint64, 3}, []uint64{2}))
	require.NoError(t, err)
	require.Equal(t, runs([]uint64{2}, []uint64{}, []uint64{2}, []uint64{}), said)
	refuses(t, p, modules.Add, `{"private_input":[1,1],"public_input":[3]}`)
}

func TestFilter(t *testing.T) {
	p := open(t)
	m, err := modules.Load(modules.Filter)
	require.NoError(t, err)
	said, err := example(t, p, modules.Filter, m.Message)
	require.NoError(t, err)
	require.Equal(t, runs([]uint64{3, 102500}, []uint64{103148, 2}), said)

	samples := []uint64{500}
	for i := range samples[0] {
		samples = append(samples, 3_000_000_000+uint64(int64(1_000_000_000*math.Sin(float64(i)/7))))
	}
	said, err = example(t, p, modules.Filter, message(t, samples, []uint64{3, 3_000_000_000}))
	require.NoError(t, err)
	highest, above := smoothed(samples[1:], 3_000_000_000)
	require.Equal(t, runs([]uint64{3, 3_000_000_000}, []uint64{highest, above}), said)
	require.NotZero(t, above)

	refuses(t, p, modules.Filter,
		message(t, []uint64{0, 1}, []uint64{3, 1}),          // no sample
		message(t, []uint64{2, 1, 1 << 32}, []uint64{3, 1}), // one too large
		message(t, []uint64{2, 1, 1}, []uint64{3, 1 << 32}), // the limit, too
		message(t, append([]uint64{10001}, samples...), []uint64{3, 1}),
	)
}

// smoothed is the filter with floats, which have bits enough.
func smoothed(samples []uint64, limit float64) (highest, above uint64) {
	smooth := float64(samples[0])
	for _, s := range samples {
		smooth += (float64(s) - smooth) / 8
		highest = max(highest, uint64(smooth))
		if smooth > limit {
			above++
		}
	}
	return highest, above
}

func TestMeter(t *testing.T) {
	p := open(t)
	m, err := modules.Load(modules.Meter)
	require.NoError(t, err)
	said, err := example(t, p, modules.Meter, m.Message, message(t, []uint64{1, 5}, []uint64{8, math.MaxUint64}))
	require.NoError(t, err)
	require.Equal(t, runs([]uint64{7, 32}, []uint64{241, 7712}, []uint64{8, math.MaxUint64}, []uint64{0, 0}), said)

	most := make([]uint64, 1001)
	most[0] = 1000
	for i := range most[1:] {
		most[1+i] = uint64(3 * i)
	}
	said, err = example(t, p, modules.Meter, message(t, most, []uint64{1, 2}))
	require.NoError(t, err)
	require.Equal(t, runs([]uint64{1, 2}, []uint64{2997, 5994}), said)

	refuses(t, p, modules.Meter,
		message(t, []uint64{0, 1}, []uint64{7, 32}),                           // no reading
		message(t, append([]uint64{1001, 0}, most[1:]...), []uint64{7, 32}),   // too many
		message(t, []uint64{3, 5, 4, 6}, []uint64{7, 32}),                     // one goes back
		message(t, []uint64{2, 0, math.MaxUint64}, []uint64{7, 2}),            // the amount has 65 bits
		message(t, []uint64{2, 1, 1 << 32}, []uint64{7, math.MaxUint64 >> 2}), // and here 94
	)
	for _, short := range []string{message(t, []uint64{2, 1}, []uint64{7, 32}), message(t, []uint64{2, 1, 2}, []uint64{7})} {
		_, err = example(t, p, modules.Meter, short)
		require.ErrorContains(t, err, "input is left")
	}
}
