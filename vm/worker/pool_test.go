//go:build linux

package worker_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/worker"
)

// patience bounds waiting for processes to end on a loaded machine.
const (
	patience = 20 * time.Second
	tick     = 5 * time.Millisecond
)

func goneSoon(t *testing.T, pid int) {
	t.Helper()
	require.Eventually(t, func() bool { return errors.Is(unix.Kill(pid, 0), unix.ESRCH) }, patience, tick)
}

// computing waits until a worker has used a tenth of a second, so that it is in the
// middle of its job and past its start, and returns its process id.
func computing(t *testing.T, p *worker.Pool) (pid int) {
	t.Helper()
	require.Eventually(t, func() bool {
		pids := p.Pids()
		if len(pids) != 1 {
			return false
		}
		pid = pids[0]
		stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if err != nil {
			return false
		}
		_, after, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(after)
		ticks, err := strconv.Atoi(fields[11]) // utime, 100 a second
		return err == nil && ticks >= 10
	}, patience, tick)
	return pid
}

func TestWarmWorkerServesItsOwnKeyOnly(t *testing.T) {
	p := open(t)
	_, err := p.Probe(t.Context(), "a", "nothing", worker.Request{})
	require.NoError(t, err)
	first := p.Pids()
	require.Len(t, first, 1)
	_, err = p.Probe(t.Context(), "a", "nothing", worker.Request{})
	require.NoError(t, err)
	require.Equal(t, first, p.Pids(), "the warm worker was used again")
	_, err = p.Probe(t.Context(), "b", "nothing", worker.Request{})
	require.NoError(t, err)
	require.Len(t, p.Pids(), 2, "another key has another process")
}

func TestFreshWorkerServesAnyKey(t *testing.T) {
	p := open(t)
	_, err := p.Describe(t.Context())
	require.NoError(t, err)
	described := p.Pids()
	_, err = p.Probe(t.Context(), "a", "nothing", worker.Request{})
	require.NoError(t, err)
	require.Equal(t, described, p.Pids())
}

func TestIdleWorkersAreBounded(t *testing.T) {
	p := open(t)
	for _, key := range strings.Split("abcdef", "") {
		_, err := p.Probe(t.Context(), key, "nothing", worker.Request{})
		require.NoError(t, err)
	}
	require.Eventually(t, func() bool { return len(p.Pids()) == 3 }, patience, tick, "one per slot and two beside")
}

func TestIdleWorkerEnds(t *testing.T) {
	p := open(t, func(c *worker.Config) { c.Idle = 20 * time.Millisecond })
	_, err := p.Probe(t.Context(), "a", "nothing", worker.Request{})
	require.NoError(t, err)
	require.Eventually(t, func() bool { return len(p.Pids()) == 0 }, patience, tick)
}

func TestCancelKills(t *testing.T) {
	p := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() {
		_, err := p.Probe(ctx, "k", "spin", worker.Request{})
		result <- err
	}()
	pid := computing(t, p)
	cancel()
	require.ErrorIs(t, <-result, context.Canceled)
	goneSoon(t, pid)
	_, err := p.Probe(t.Context(), "k", "nothing", worker.Request{})
	require.NoError(t, err, "a killed job is not held against its program")
}

func TestWallTime(t *testing.T) {
	p := open(t)
	_, err := p.Probe(t.Context(), "k", "nothing", worker.Request{})
	require.NoError(t, err)
	_, err = p.Probe(t.Context(), "k", "spin", worker.Request{Wall: 200 * time.Millisecond})
	require.ErrorIs(t, err, vm.ErrWallTime)
	require.Equal(t, task.FailLimit, vm.FailureCode(err))
	_, err = p.Probe(t.Context(), "k", "nothing", worker.Request{})
	require.NoError(t, err)
}

func TestMemoryLimit(t *testing.T) {
	p := open(t)
	_, err := p.Probe(t.Context(), "k", "allocate", worker.Request{MemoryMB: 256})
	require.ErrorIs(t, err, vm.ErrMemoryLimit)
	require.Equal(t, task.FailLimit, vm.FailureCode(err))
	got, err := p.Probe(t.Context(), "k", "allocate 64 MB", worker.Request{MemoryMB: 256})
	require.NoError(t, err, "the worker was replaced")
	require.Equal(t, "64", got)
}

func TestCrashIsReportedAndHeldOff(t *testing.T) {
	p := open(t)
	_, err := p.Probe(t.Context(), "bad", "crash", worker.Request{})
	require.ErrorIs(t, err, vm.ErrCrashed)
	require.ErrorContains(t, err, "the last words")
	require.Equal(t, task.FailNode, vm.FailureCode(err))
	_, err = p.Probe(t.Context(), "bad", "nothing", worker.Request{})
	require.ErrorIs(t, err, vm.ErrCrashed)
	require.ErrorContains(t, err, "held off")
	_, err = p.Probe(t.Context(), "good", "nothing", worker.Request{})
	require.NoError(t, err, "no other program suffers")
}

func TestBackoffEndsWithTime(t *testing.T) {
	p := open(t, func(c *worker.Config) { c.Backoff = time.Nanosecond })
	_, err := p.Probe(t.Context(), "k", "crash", worker.Request{})
	require.ErrorIs(t, err, vm.ErrCrashed)
	_, err = p.Probe(t.Context(), "k", "nothing", worker.Request{})
	require.NoError(t, err)
}

func TestKilledFromOutside(t *testing.T) {
	p := open(t)
	result := make(chan error, 1)
	go func() {
		_, err := p.Probe(context.WithoutCancel(t.Context()), "k", "spin", worker.Request{})
		result <- err
	}()
	require.NoError(t, unix.Kill(computing(t, p), unix.SIGKILL))
	err := <-result
	require.ErrorIs(t, err, vm.ErrCrashed)
	require.ErrorContains(t, err, "killed")
}

func TestGarbageFromAWorker(t *testing.T) {
	_, err := open(t).Probe(t.Context(), "k", "garbage", worker.Request{})
	require.ErrorIs(t, err, vm.ErrCrashed)
	require.ErrorContains(t, err, "malformed frame")
}

// The worker is fine and so is the node: it is the job that asks for too much.
func TestAnswersAreBounded(t *testing.T) {
	p := open(t)
	said, err := p.Probe(t.Context(), "k", "nothing", worker.Request{AnswerBytes: len("succeeded")})
	require.NoError(t, err)
	require.Equal(t, "succeeded", said)
	_, err = p.Probe(t.Context(), "k", "nothing", worker.Request{AnswerBytes: len("succeeded") - 1})
	require.ErrorIs(t, err, vm.ErrMemoryLimit)
	require.ErrorContains(t, err, "answer of 9 bytes, limit 8")
	_, err = p.Probe(t.Context(), "k", "too much", worker.Request{})
	require.ErrorIs(t, err, vm.ErrMemoryLimit)
	require.ErrorContains(t, err, fmt.Sprintf("limit %d", worker.MaxBody))
}

func TestOutputIsBounded(t *testing.T) {
	_, err := open(t).Probe(t.Context(), "k", "flood", worker.Request{})
	require.ErrorIs(t, err, vm.ErrCrashed)
	require.ErrorContains(t, err, "exit status 3")
	require.Less(t, len(err.Error()), 8<<10)
}

func TestCloseEndsEverything(t *testing.T) {
	p, err := worker.New(config())
	require.NoError(t, err)
	result := make(chan error, 1)
	go func() {
		_, err := p.Probe(context.Background(), "k", "spin", worker.Request{})
		result <- err
	}()
	pid := computing(t, p)
	require.NoError(t, p.Close())
	require.Error(t, <-result)
	goneSoon(t, pid)
	_, err = p.Probe(t.Context(), "k", "nothing", worker.Request{})
	require.ErrorIs(t, err, vm.ErrUnavailable)
}

func TestWorkerDiesWithItsParent(t *testing.T) {
	cmd := exec.Command("/proc/self/exe", "parent")
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = in.Close() })
	cmd.Stderr = os.Stderr
	require.NoError(t, cmd.Start())
	var pids []int
	for s := bufio.NewScanner(out); s.Scan() && s.Text() != "ready"; {
		pid, err := strconv.Atoi(s.Text())
		require.NoError(t, err)
		pids = append(pids, pid)
	}
	require.Len(t, pids, 2, "one computes, one is idle")
	require.NoError(t, cmd.Process.Kill())
	_ = cmd.Wait()
	for _, pid := range pids {
		goneSoon(t, pid)
	}
}

func TestConfigNamesEveryFault(t *testing.T) {
	_, err := worker.New(worker.Config{Idle: -1})
	for _, want := range []string{"runtime", "slots", "threads", "memory", "duration"} {
		require.ErrorContains(t, err, want)
	}
	_, err = worker.New(worker.Config{Runtime: "nosuch", Slots: 1, Threads: 1, MemoryMB: 1})
	require.ErrorIs(t, err, vm.ErrUnavailable)
	require.ErrorContains(t, err, "no prebuilt proving library for nosuch")
}

func TestWorkerThatDoesNotStart(t *testing.T) {
	// The test binary without a test to run says so and ends.
	p := open(t, func(c *worker.Config) { c.Args = []string{"-test.run=^$"} })
	_, err := p.Describe(t.Context())
	require.ErrorIs(t, err, vm.ErrUnavailable)
	require.ErrorContains(t, err, "exit status 0")
	require.Empty(t, p.Pids())
	_, err = p.Probe(t.Context(), "k", "nothing", worker.Request{})
	require.ErrorIs(t, err, vm.ErrUnavailable)
	require.ErrorContains(t, err, "held off", "no start is tried again at once")
}

func TestRequestThatIsTooLarge(t *testing.T) {
	p := open(t)
	_, err := p.Do(t.Context(), worker.Request{Op: worker.OpCheck, Key: "k", Options: []byte(`"` + strings.Repeat("x", worker.MaxHead) + `"`), Parts: [][]byte{{}}})
	require.ErrorIs(t, err, vm.ErrInputInvalid)
	_, err = p.Do(t.Context(), worker.Request{Op: worker.OpCheck, Key: "k", Parts: [][]byte{make([]byte, worker.MaxBody+1)}})
	require.ErrorIs(t, err, vm.ErrInputInvalid)
	require.Len(t, p.Pids(), 1, "the worker has seen nothing of it")
}
