package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"

	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/task"
)

// live shows what happens: events as lines, and below them one line per task in
// work that is written over, where the output is a terminal.
type live struct {
	mu    sync.Mutex
	out   *os.File
	tty   bool
	start time.Time
	last  string // what the progress line shows
	name  func(task.Address) string
}

func newLive(out *os.File) *live {
	return &live{out: out, tty: term.IsTerminal(int(out.Fd())), start: time.Now(), name: func(a task.Address) string { return a.String() }}
}

// names sets how addresses are shown.
func (l *live) names(f func(task.Address) string) {
	l.mu.Lock()
	l.name = f
	l.mu.Unlock()
}

func (l *live) clock() string { return fmt.Sprintf("%6.1fs", time.Since(l.start).Seconds()) }

func (l *live) say(format string, a ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clear()
	fmt.Fprintf(l.out, "%s  %s\n", l.clock(), strings.TrimSpace(fmt.Sprintf(format, a...)))
}

// progress shows how far a znode's proof is.
func (l *live) progress(s task.Status) {
	if s.State != task.StateProving {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	p := s.Progress
	text := fmt.Sprintf("task %s: %s, %s", s.Key, l.name(s.Node), p.Stage)
	switch {
	case p.Total == 0:
	case l.tty:
		text += fmt.Sprintf(" %s %d/%d", bar(int64(p.Done), int64(p.Total)), p.Done, p.Total)
	default:
		text += fmt.Sprintf(" %d/%d", p.Done, p.Total)
	}
	if p.Note != "" {
		text += ", waits: " + p.Note
	}
	if l.tty {
		l.clear()
		fmt.Fprintf(l.out, "%s  %s", l.clock(), text)
		l.last = text
		return
	}
	if text != l.last {
		l.last = text
		fmt.Fprintf(l.out, "%s  %s\n", l.clock(), text)
	}
}

// barWidth is that of a progress bar, in characters.
const barWidth = 24

// bar draws how much of total is done.
func bar(done, total int64) string {
	full := int(min(max(done, 0), total) * barWidth / max(total, 1))
	return "[" + strings.Repeat("#", full) + strings.Repeat("-", barWidth-full) + "]"
}

// show has a line stand below all others until the next one; without a terminal
// there is none.
func (l *live) show(format string, a ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.tty {
		return
	}
	text := fmt.Sprintf(format, a...)
	l.clear()
	fmt.Fprintf(l.out, "%s  %s", l.clock(), text)
	l.last = text
}

func (l *live) clear() {
	if l.tty && l.last != "" {
		fmt.Fprint(l.out, "\r\x1b[K")
		l.last = ""
	}
}

func (l *live) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clear()
}

// assassin kills a node the first time a proof is seen in work, to show that the
// network comes through.
type assassin struct {
	target string
	live   *live
	net    *devnet.Network
	mu     sync.Mutex
	done   bool
}

func (a *assassin) arm(n *devnet.Network) {
	a.mu.Lock()
	a.net = n
	a.mu.Unlock()
}

func (a *assassin) see(s task.Status) {
	if a.target == "" || s.State != task.StateProving || s.Progress.Stage == "fetch" {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.done || a.net == nil {
		return
	}
	a.done = true
	victim := a.target
	if victim == "znode" || victim == "worker" {
		victim = a.net.ZnodeName(s.Node)
	}
	a.live.say("kill -9 %s (%s)", a.target, victim)
	var err error
	if a.target == "worker" {
		err = killChildren(a.net.Pids()[victim])
	} else {
		err = a.net.Kill(victim)
	}
	if err != nil {
		a.live.say("kill failed: %s", err)
	}
}

// killChildren kills the direct children of a process.
func killChildren(pid int) error {
	var errs []error
	for _, child := range devnet.Children(pid) {
		errs = append(errs, syscall.Kill(child, syscall.SIGKILL))
	}
	return errors.Join(errs...)
}
