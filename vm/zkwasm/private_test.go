//go:build linux

package zkwasm_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
)

// secret is a private input that nothing has by chance.
const secret = 0x5ec2e7_1bad_f00d

// silent requires that what somebody else sees holds the secret in no form.
func silent(t *testing.T, where string, seen []byte) {
	t.Helper()
	lower := bytes.ToLower(seen)
	for _, form := range []string{fmt.Sprint(secret), fmt.Sprintf("%x", secret)} {
		require.NotContains(t, string(lower), form, where)
	}
	require.NotContains(t, string(seen), string(binary.BigEndian.AppendUint64(nil, secret)), where)
	require.NotContains(t, string(seen), string(binary.LittleEndian.AppendUint64(nil, secret)), where)
}

// buffer is what several goroutines log to.
type buffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// A private input comes back in no journal, no error and no log, whatever becomes of the message, and nodes gossip a header
// without the messages.
func TestPrivateInputsStayPrivate(t *testing.T) {
	log := &buffer{}
	p := openLogging(t, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	for what, c := range map[string]struct {
		code    []byte
		message string
		fails   bool
	}{
		"a proof":                   {codeOf(t, modules.Add), fmt.Sprintf(`{"private_input":[%d,1],"public_input":["%d"]}`, secret, uint64(secret+1)), false},
		"refused":                   {codeOf(t, modules.Add), fmt.Sprintf(`{"private_input":["%#x",7],"public_input":[3]}`, secret), true},
		"no message":                {codeOf(t, modules.Add), fmt.Sprintf(`{"private_input":[%d,"x"]}`, secret), true},
		"a number of too many bits": {codeOf(t, modules.Add), fmt.Sprintf(`{"private_input":["%#x0000"],"public_input":[3]}`, secret), true},
		"the author's own words":    {module(t, "hostile"), fmt.Sprintf(`{"private_input":[6,%d,%d]}`, secret, secret), true},
	} {
		j, tk := vmtest.Job(t, c.code, project.InputTask, c.message)
		var said strings.Builder
		run, err := p.Execute(t.Context(), j, func(s task.Progress) { fmt.Fprintln(&said, s) })
		if c.fails {
			require.ErrorIs(t, err, vm.ErrGuestFault, what)
			fmt.Fprintln(&said, err, task.Hint(err))
		} else {
			require.NoError(t, err, what)
			require.NotEmpty(t, run.Journal)
		}
		silent(t, what+": journal", run.Journal)
		silent(t, what+": words", []byte(said.String()))
		header, err := tk.AppendBinary(nil)
		require.NoError(t, err)
		silent(t, what+": header", header)
	}
	log.mu.Lock()
	defer log.mu.Unlock()
	require.NotEmpty(t, log.String(), "something is logged")
	silent(t, "log", log.Bytes())
}

func codeOf(t *testing.T, name string) []byte {
	t.Helper()
	m, err := modules.Load(name)
	require.NoError(t, err)
	return m.Code
}
