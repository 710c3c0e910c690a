package worker

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"
)

// process is a started worker.
type process struct {
	requests *os.File
	talk     sync.Mutex // held by who reads replies
	replies  *bufio.Reader
	output   *tail
	report   map[string]string // what the node's side knows of the sandbox

	attached    *Attachment    // may be nil
	descriptors map[string]int // by the option that names them to the library

	mu   sync.Mutex
	proc *os.Process // nil once it is gone

	gone  chan struct{} // closed when it is gone
	state *os.ProcessState
}

// start starts a worker that has the library and the files open. It returns when the
// child runs; whether it works is found out by talking to it. What is attached is
// released when the child is gone, or if it never comes to be.
func start(args []string, library *os.File, common []File, attached *Attachment) (*process, error) {
	p := &process{output: newTail(), gone: make(chan struct{}), attached: attached}
	if err := p.start(args, append([]*os.File{library}, p.number(common)...)); err != nil {
		attached.release()
		return nil, err
	}
	return p, nil
}

// number gives the files their descriptors in the child and returns them in that order.
func (p *process) number(common []File) []*os.File {
	var list []*os.File
	p.descriptors = make(map[string]int)
	for _, f := range append(common[:len(common):len(common)], p.attached.files()...) {
		if f.Option != "" {
			p.descriptors[f.Option] = FirstFile + len(list)
		}
		list = append(list, f.File)
	}
	return list
}

// start starts the child with files open behind its two pipes.
func (p *process) start(args []string, files []*os.File) error {
	requestsChild, requests, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("make pipe: %w", err)
	}
	replies, repliesChild, err := os.Pipe()
	if err != nil {
		_, _ = requestsChild.Close(), requests.Close()
		return fmt.Errorf("make pipe: %w", err)
	}
	p.requests, p.replies = requests, bufio.NewReaderSize(replies, 64<<10)
	command := func() *exec.Cmd {
		c := exec.Command("/proc/self/exe", args...)
		c.Args[0] = os.Args[0]
		c.Env = []string{} // nil would mean ours
		c.ExtraFiles = append([]*os.File{requestsChild, repliesChild}, files...)
		c.Stdout, c.Stderr = p.output, p.output
		c.WaitDelay = time.Second
		return c
	}
	started := make(chan error)
	go func() {
		// The child is to die with its parent, and to the kernel its parent is the
		// thread that started it: this one, which therefore stays.
		runtime.LockOSThread()
		cmd, report, err := startConfined(command)
		_, _ = requestsChild.Close(), repliesChild.Close()
		if err == nil {
			p.proc, p.report = cmd.Process, report
		}
		started <- err
		if err == nil {
			p.await(cmd)
			p.attached.release()
		}
		_ = requests.Close()
		p.talk.Lock() // the last words of the child are still to be read
		_ = replies.Close()
		p.talk.Unlock()
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start worker: %w", err)
	}
	return nil
}

// await returns when the child has ended and everything it printed was read.
func (p *process) await(cmd *exec.Cmd) {
	awaitExit(cmd.Process)
	p.mu.Lock()
	p.proc = nil
	p.mu.Unlock()
	_ = cmd.Wait() // the state says more than the error
	p.state = cmd.ProcessState
	close(p.gone)
}

// kill ends the child and whatever is in its process group, at once. The process
// id cannot have been given to another by then: see awaitExit.
func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.proc != nil {
		killGroup(p.proc)
	}
}

// end kills the child and waits until it is gone.
func (p *process) end() {
	p.kill()
	<-p.gone
}

// alive reports whether the child has not ended by itself.
func (p *process) alive() bool {
	select {
	case <-p.gone:
		return false
	default:
		return true
	}
}

// pid is for logs and tests; 0 once the child is gone.
func (p *process) pid() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.proc == nil {
		return 0
	}
	return p.proc.Pid
}

// tail keeps the first and the last of what a worker prints: the first names the
// fault, the last follows a flood.
type tail struct {
	mu      sync.Mutex
	first   []byte
	last    []byte
	skipped int
}

const tailHalf = 2 << 10

func newTail() *tail { return &tail{} }

// Write implements io.Writer; it never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := len(b)
	if room := tailHalf - len(t.first); room > 0 {
		k := min(room, len(b))
		t.first = append(t.first, b[:k]...)
		b = b[k:]
	}
	t.last = append(t.last, b...)
	if over := len(t.last) - tailHalf; over > 0 {
		t.skipped += over
		t.last = append(t.last[:0], t.last[over:]...)
	}
	return n, nil
}

// String is what was kept, as one line of valid text.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := string(t.first)
	if t.skipped > 0 {
		s += fmt.Sprintf(" … %d bytes … ", t.skipped)
	}
	s = strings.ToValidUTF8(s+string(t.last), "�")
	return strings.Join(strings.Fields(s), " ")
}
