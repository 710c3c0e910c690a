package project_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/project/projecttest"
	"github.com/machinefi/sprout/task"
)

// world is a manager with everything around it in memory.
type world struct {
	t        *testing.T
	registry *projecttest.Registry
	files    *projecttest.Files
	checker  *projecttest.Checker
	manager  *project.Manager
	changes  atomic.Int64
}

// newWorld starts a manager inside a synctest bubble; it is stopped when the test ends.
func newWorld(t *testing.T, cfg project.ManagerConfig) *world {
	t.Helper()
	w := &world{t: t, registry: &projecttest.Registry{}, files: &projecttest.Files{}, checker: &projecttest.Checker{}}
	w.start(cfg)
	return w
}

func (w *world) start(cfg project.ManagerConfig) {
	w.t.Helper()
	cfg.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	m, err := project.NewManager(cfg, w.registry, w.files, projectfile.Parse, w.checker)
	require.NoError(w.t, err)
	m.Subscribe(func(task.ProjectID) { w.changes.Add(1) })
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() { done <- m.Run(ctx) }()
	w.t.Cleanup(func() {
		cancel()
		require.NoError(w.t, <-done)
	})
	w.manager = m
	synctest.Wait()
}

// pass lets fake time go by and everything settle.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// set puts a file at uri and points the project there.
func (w *world) set(id task.ProjectID, uri string, file []byte) {
	w.registry.Set(project.Entry{ID: id, URI: uri, Hash: w.files.Put(uri, file)})
	synctest.Wait()
}

func (w *world) version(id task.ProjectID, name string) (*project.Version, error) {
	return w.manager.Version(w.t.Context(), id, name)
}

// fault is why the project is not servable; there must be a reason.
func (w *world) fault(id task.ProjectID) error {
	w.t.Helper()
	p, ok := w.manager.Project(id)
	require.True(w.t, ok)
	require.Error(w.t, p.Fault)
	_, err := w.version(id, "1")
	require.ErrorIs(w.t, err, project.ErrNotServable)
	require.ErrorIs(w.t, err, p.Fault)
	return p.Fault
}

// fileOf makes a file of versions 1, 2, … with the given programs.
func fileOf(t *testing.T, programs ...[]byte) []byte {
	t.Helper()
	var vs []project.Version
	for i, p := range programs {
		vs = append(vs, project.Version{
			Name: fmt.Sprint(i + 1), VM: project.VMRisc0, Code: p, InputMode: project.InputJSON, Redundancy: 1,
			Packing: project.Packing{Count: 1, GroupBy: project.GroupByDevice}, Outputs: []project.Output{{Type: project.OutputStdout}},
		})
	}
	b, err := projectfile.Marshal(vs)
	require.NoError(t, err)
	return b
}

func TestVersionsSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{})
		_, err := w.version(1, "1")
		require.ErrorIs(t, err, project.ErrNotFound)

		w.set(1, "u", fileOf(t, projecttest.ELF("a"), projecttest.ELF("b")))
		one, err := w.version(1, "1")
		require.NoError(t, err)
		two, err := w.version(1, "2")
		require.NoError(t, err)
		require.Equal(t, projecttest.ELF("a"), one.Code)
		require.Equal(t, task.DigestOf(projecttest.ELF("b")), two.ProgramID, "the checker's program id is kept")
		_, err = w.version(1, "3")
		require.ErrorIs(t, err, project.ErrNoVersion)
	})
}

// Where znodes stake, what the chain asks for replaces what the file says, and a change of it counts at once.
func TestTermsOfTheChainReplaceThoseOfTheFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var terms atomic.Pointer[project.Terms]
		w := newWorld(t, project.ManagerConfig{Terms: func(id task.ProjectID) (project.Terms, bool) {
			if now := terms.Load(); now != nil && id == 1 {
				return *now, true
			}
			return project.Terms{}, id == 1
		}})
		for id := range task.ProjectID(2) {
			w.set(id+1, fmt.Sprint(id), fileOf(t, projecttest.ELF("a")))
		}
		file, err := w.version(1, "1")
		require.NoError(t, err)
		require.EqualValues(t, 1, file.Redundancy, "its owner has said nothing")
		terms.Store(&project.Terms{Required: 3, Redundancy: 2, Proving: time.Hour})
		chain, err := w.version(1, "1")
		require.NoError(t, err)
		require.EqualValues(t, 2, chain.Redundancy)
		require.Equal(t, time.Hour, chain.ExpectedProving)
		require.Equal(t, file.Code, chain.Code)
		require.EqualValues(t, 1, file.Redundancy, "what was given out does not change")
		require.EqualValues(t, 2, w.manager.List()[0].Versions[0].Redundancy)
		terms.Store(&project.Terms{Required: 3, Redundancy: 3, Proving: time.Hour})
		chain, err = w.version(1, "1")
		require.NoError(t, err)
		require.EqualValues(t, 3, chain.Redundancy)
		other, err := w.version(2, "1")
		require.NoError(t, err)
		require.EqualValues(t, 1, other.Redundancy)
	})
}

// Ids need not follow on each other, and several projects may come at once.
func TestHolesInProjectIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{})
		hash := w.files.Put("u", fileOf(t, projecttest.ELF("a")))
		for _, id := range []task.ProjectID{900, 3, 1 << 40} {
			w.registry.Set(project.Entry{ID: id, URI: "u", Hash: hash})
		}
		synctest.Wait()
		var ids []task.ProjectID
		for _, p := range w.manager.List() {
			require.NoError(t, p.Fault)
			ids = append(ids, p.ID)
		}
		require.Equal(t, []task.ProjectID{3, 900, 1 << 40}, ids)
	})
}

func TestUpdateReplacesWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{})
		w.set(1, "u1", fileOf(t, projecttest.ELF("old")))
		old, err := w.version(1, "1")
		require.NoError(t, err)

		w.set(1, "u2", fileOf(t, projecttest.ELF("new"), projecttest.ELF("old")))
		now, err := w.version(1, "1")
		require.NoError(t, err)
		require.Equal(t, projecttest.ELF("new"), now.Code, "an updated project must not keep its old program")
		require.Equal(t, projecttest.ELF("old"), old.Code, "who holds the old version keeps it unchanged")
		require.Equal(t, 2, w.checker.Calls(), "the old program is known already, only the new one is checked")

		w.set(1, "u3", fileOf(t, projecttest.ELF("new")))
		_, err = w.version(1, "2")
		require.ErrorIs(t, err, project.ErrNoVersion)

		w.registry.Remove(1)
		synctest.Wait()
		_, err = w.version(1, "1")
		require.ErrorIs(t, err, project.ErrNotFound)
	})
}

func TestWhileTheUpdateLoadsTheOldVersionServes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{FetchTimeout: time.Minute})
		w.set(1, "u1", fileOf(t, projecttest.ELF("old")))
		w.files.Stall("u2")
		w.registry.Set(project.Entry{ID: 1, URI: "u2", Hash: task.Digest{1}})
		pass(59 * time.Second)
		v, err := w.version(1, "1")
		require.NoError(t, err)
		require.Equal(t, projecttest.ELF("old"), v.Code)

		pass(2 * time.Second)
		require.ErrorContains(t, w.fault(1), "not done in 1m0s")
		p, _ := w.manager.Project(1)
		require.Equal(t, "u2", p.URI)
		require.Len(t, p.Versions, 1, "what was served before the fault can be seen")

		// The owner points back: the file it names is served again.
		w.set(1, "u1", fileOf(t, projecttest.ELF("old")))
		_, err = w.version(1, "1")
		require.NoError(t, err)
	})
}

func TestPausedIsRespected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{})
		hash := w.files.Put("u", fileOf(t, projecttest.ELF("a")))
		e := project.Entry{ID: 1, URI: "u", Hash: hash, Paused: true}
		w.registry.Set(e)
		synctest.Wait()
		_, err := w.version(1, "1")
		require.ErrorIs(t, err, project.ErrPaused)
		e.Paused = false
		w.registry.Set(e)
		synctest.Wait()
		_, err = w.version(1, "1")
		require.NoError(t, err)
		require.Equal(t, 1, w.files.Calls("u"), "pausing is no reason to fetch again")
	})
}

// What a bad project gets is its reason; the good one beside it runs on.
func TestBadProjectsAreShownWithTheReason(t *testing.T) {
	valid := string(fileOf(t, projecttest.ELF("a")))
	stated := func(t *testing.T) []byte {
		vs, err := projectfile.Parse([]byte(valid))
		require.NoError(t, err)
		vs[0].ProgramID = task.Digest{1}
		b, err := projectfile.Marshal(vs)
		require.NoError(t, err)
		return b
	}
	for name, c := range map[string]struct {
		file  []byte
		hash  *task.Digest
		want  string
		final bool
	}{
		"wrong hash":      {file: []byte(valid), hash: &task.Digest{7}, want: project.ErrHashMismatch.Error()},
		"not JSON":        {file: []byte("hello"), want: "not a JSON array", final: true},
		"missing field":   {file: []byte(`[{"version":"1","vmType":"risc0"}]`), want: "versions[0].code: missing", final: true},
		"unknown vm":      {file: []byte(`[{"version":"1","vmType":"sp9","code":"aa"}]`), want: `versions[0].vmType: unknown vm "sp9"`, final: true},
		"no ELF":          {file: fileOf(t, projecttest.ELF("a"), []byte("MZ")), want: "versions[1].code: project file is invalid: program is no ELF", final: true},
		"other zkVM":      {file: fileOf(t, projecttest.ELF("other zkVM")), want: "built for zkVM 1.0.0, this node runs 3.0.6", final: true},
		"program id lies": {file: stated(t), want: "versions[0].programID: is 0x01", final: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, project.ManagerConfig{})
				hash := w.files.Put("bad", c.file)
				if c.hash != nil {
					hash = *c.hash
				}
				w.registry.Set(project.Entry{ID: 1, URI: "bad", Hash: hash})
				w.set(2, "good", []byte(valid))
				require.ErrorContains(t, w.fault(1), c.want)
				_, err := w.version(2, "1")
				require.NoError(t, err)
				pass(time.Hour)
				if c.final {
					require.Equal(t, 1, w.files.Calls("bad"), "the same bytes stay bad")
				} else {
					require.Greater(t, w.files.Calls("bad"), 5, "another server may have the right file")
				}
			})
		})
	}
}

func TestFetchIsTriedAgainWithGrowingPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{RetryMin: time.Second, RetryMax: time.Minute})
		w.files.Fail("u", errors.New("no route"))
		file := fileOf(t, projecttest.ELF("a"))
		w.registry.Set(project.Entry{ID: 1, URI: "u", Hash: task.DigestOf(file)})
		synctest.Wait()
		require.ErrorContains(t, w.fault(1), "no route")
		pass(10 * time.Second)
		early := w.files.Calls("u")
		require.GreaterOrEqual(t, early, 3)
		pass(10 * time.Minute)
		later := w.files.Calls("u") - early
		require.Less(t, later, 18, "pauses grow up to the longest")
		require.Greater(t, later, 7)

		w.files.Put("u", file)
		w.files.Fail("u", nil)
		pass(90 * time.Second)
		_, err := w.version(1, "1")
		require.NoError(t, err)
		calls := w.files.Calls("u")
		pass(time.Hour)
		require.Equal(t, calls, w.files.Calls("u"), "what is loaded is not fetched again")
	})
}

// A checker's own trouble passes; the program is checked again.
func TestCheckIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{})
		w.checker.Fail(errors.New("worker died"))
		w.set(1, "u", fileOf(t, projecttest.ELF("a")))
		require.ErrorContains(t, w.fault(1), "versions[0].code: worker died")
		w.checker.Fail(nil)
		pass(time.Minute)
		_, err := w.version(1, "1")
		require.NoError(t, err)
	})
}

// Fifty projects whose servers never answer hold up neither each other nor the
// honest one for longer than the limits allow.
func TestSlowProjectsDoNotStopOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{Fetches: 10, FetchTimeout: 30 * time.Second})
		w.files.Stall("slow")
		for id := range task.ProjectID(50) {
			w.registry.Set(project.Entry{ID: id + 100, URI: "slow", Hash: task.Digest{byte(id), 1}})
		}
		synctest.Wait()
		w.registry.Set(project.Entry{ID: 1, URI: "good", Hash: w.files.Put("good", fileOf(t, projecttest.ELF("a")))})
		pass(3 * time.Minute)
		_, err := w.version(1, "1")
		require.NoError(t, err)
		require.Equal(t, 10, w.files.Most())
	})
}

func TestChangesAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{})
		var seen []string
		cancel := w.manager.Subscribe(func(id task.ProjectID) {
			p, ok := w.manager.Project(id)
			seen = append(seen, fmt.Sprint(id, ok, p.Fault))
		})
		w.set(4, "u", fileOf(t, projecttest.ELF("a")))
		w.registry.Remove(4)
		synctest.Wait()
		require.Equal(t, []string{fmt.Sprint(4, true, project.ErrLoading), "4 true <nil>", "4 false <nil>"}, seen)
		cancel()
		w.set(5, "u", fileOf(t, projecttest.ELF("a")))
		require.Len(t, seen, 3)
	})
}

func TestOnlyServedProjectsAreLoaded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var serve atomic.Bool
		w := newWorld(t, project.ManagerConfig{Serve: func(id task.ProjectID) bool { return id == 1 || serve.Load() }})
		w.set(1, "u", fileOf(t, projecttest.ELF("a")))
		w.set(2, "u2", fileOf(t, projecttest.ELF("b")))
		require.ErrorIs(t, w.fault(2), project.ErrNotServed)
		require.Zero(t, w.files.Calls("u2"))
		_, err := w.version(1, "1")
		require.NoError(t, err)
		w.set(4, "u4", []byte("no file"))
		loaded, loading, faulty := w.manager.Tally()
		require.Equal(t, []int{1, 0, 0}, []int{loaded, loading, faulty}, "what is not served is not counted")

		serve.Store(true)
		w.registry.Set(project.Entry{ID: 3, URI: "u"}) // any change makes the manager ask again
		synctest.Wait()
		_, err = w.version(2, "1")
		require.NoError(t, err)
		loaded, loading, faulty = w.manager.Tally()
		require.Equal(t, []int{2, 0, 2}, []int{loaded, loading, faulty}, "the third has another hash, the fourth is no file")
	})
}

func TestManagerConfig(t *testing.T) {
	_, err := project.NewManager(project.ManagerConfig{Directory: "/nonexistent", Checks: -1, RetryMin: -1}, nil, nil, projectfile.Parse, &projecttest.Checker{})
	require.ErrorContains(t, err, "project file directory")
	require.ErrorContains(t, err, "-1 checks at once")
	require.ErrorContains(t, err, "shortest retry pause is negative")
	_, err = project.NewManager(project.ManagerConfig{}, nil, nil, projectfile.Parse, &projecttest.Checker{})
	require.ErrorContains(t, err, "neither a registry nor")
	require.Contains(t, task.Hint(err), "PROJECT_FILE_DIRECTORY")
	_, err = project.NewManager(project.ManagerConfig{}, &projecttest.Registry{}, nil, projectfile.Parse, &projecttest.Checker{})
	require.ErrorContains(t, err, "fetcher")
}

func TestRunOnlyOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{})
		require.ErrorContains(t, w.manager.Run(t.Context()), "already started")
	})
}
