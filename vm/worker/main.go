package worker

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// Descriptors a worker is started with, beside the standard three: nothing is
// read from 0, and 1 and 2 lead to the node's log, because a library may print.
const (
	fdRequests = 3
	fdReplies  = 4
	fdLibrary  = 5
	// FirstFile is the descriptor of the first file of [Config] and [Attachment]; the
	// others follow it in order.
	FirstFile = 6
)

// sealed, as the last argument, tells the second image of a worker from the first.
const sealed = "sealed"

// progressEvery bounds how often one stage of a job reports.
const progressEvery = 100 * time.Millisecond

// probe answers what tests ask a worker to try; nil in every real binary.
var probe func(ask string) string

// Main is the whole life of a worker process; the node's binary calls it for the
// hidden subcommand named in [Config], with the arguments behind it, and exits
// with the code it returns. It is of no use to a person at a terminal.
func Main(args []string) int {
	err := run(args)
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, "prover worker:", err)
	return 1
}

func run(args []string) error {
	requests, replies := os.NewFile(fdRequests, "requests"), os.NewFile(fdReplies, "replies")
	if requests == nil || replies == nil {
		return errors.New("this command is started by the node itself")
	}
	if len(args) == 0 || args[len(args)-1] != sealed {
		return confineAndRestart()
	}
	w := &server{replies: replies}
	return w.serve(requests)
}

// engine is what a server needs of a library.
type engine interface {
	Describe() ([]byte, error)
	Check(program, options []byte) ([]byte, error)
	Execute(program, options, input []byte, progress ffi.Progress) ([]byte, error)
	Prove(program, options, input []byte, progress ffi.Progress) (receipt, info []byte, err error)
	Verify(receipt, options []byte) ([]byte, error)
}

// server answers requests, one at a time.
type server struct {
	replies  io.Writer
	lib      engine
	baseline uint64 // bytes of private memory before the first job

	stage    ffi.Stage
	reported time.Time
}

// incoming is one request as the reader passes it on.
type incoming struct {
	request
	parts [][]byte
}

// serve works until the node closes its end. The reader is a goroutine of its
// own so that the end of the node is noticed in the middle of a job, too.
func (s *server) serve(requests io.Reader) error {
	queue := make(chan incoming)
	go func() {
		for {
			r, parts, err := readRequest(requests)
			if errors.Is(err, io.EOF) {
				os.Exit(0)
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, "prover worker:", err)
				os.Exit(1)
			}
			queue <- incoming{r, parts}
		}
	}()
	hello := <-queue
	if hello.Op != opHello {
		return fmt.Errorf("%w: first request is %q", errFrame, hello.Op)
	}
	if err := s.hello(hello.request); err != nil {
		return errors.Join(err, s.fail(err))
	}
	for {
		if err := s.answer(<-queue); err != nil {
			return err
		}
	}
}

// hello loads the library, locks the door behind it and says what came of it.
func (s *server) hello(r request) error {
	var found map[string]string
	if probe != nil {
		found = runProbes("before ", r.Probe)
	}
	if r.Threads > 0 {
		if err := os.Setenv("RAYON_NUM_THREADS", fmt.Sprint(r.Threads)); err != nil {
			return fmt.Errorf("set threads: %w", err)
		}
	}
	lib, err := ffi.Load(os.NewFile(fdLibrary, "library"))
	if err != nil {
		return err
	}
	s.lib = lib
	about, err := lib.Describe()
	if err != nil {
		return err
	}
	report, baseline := seal(r)
	s.baseline = baseline
	return writeReply(s.replies, reply{Kind: kindResult, Sandbox: report, Probe: found}, about)
}

func runProbes(prefix string, asks []string) map[string]string {
	out := make(map[string]string, len(asks))
	for _, a := range asks {
		out[a] = probe(prefix + a)
	}
	return out
}

func (s *server) answer(in incoming) error {
	s.stage, s.reported = 0, time.Time{}
	if err := limitJob(s.baseline+bodySize(in.parts), in.MemoryMB, in.CPU); err != nil {
		return s.fail(err)
	}
	parts, err := s.call(in)
	if err == nil {
		err = fits(parts, in.Answer)
	}
	if err != nil {
		return s.fail(err)
	}
	return writeReply(s.replies, reply{Kind: kindResult}, parts...)
}

// fits refuses an answer of more bytes than were asked for, or than a frame can carry.
func fits(parts [][]byte, most int) error {
	if most <= 0 || most > maxBody {
		most = maxBody
	}
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	if size > most {
		return &ffi.Error{Code: ffi.MemoryLimit, Message: fmt.Sprintf("answer of %d bytes, limit %d", size, most)}
	}
	return nil
}

// bodySize is what handling the parts takes of this process's own memory: they
// are here once, and the reply may be as large.
func bodySize(parts [][]byte) uint64 {
	var n uint64
	for _, p := range parts {
		n += 2 * uint64(len(p))
	}
	return n
}

func (s *server) call(in incoming) ([][]byte, error) {
	want := map[Op]int{OpCheck: 1, OpExecute: 2, OpProve: 2, OpVerify: 1, opProbe: 0}
	n, known := want[in.Op]
	if !known || len(in.parts) != n {
		return nil, fmt.Errorf("%w: request %q with %d parts", errFrame, in.Op, len(in.parts))
	}
	p := in.parts
	switch in.Op {
	case OpCheck:
		return one(s.lib.Check(p[0], in.Options))
	case OpExecute:
		return one(s.lib.Execute(p[0], in.Options, p[1], s.progress))
	case OpProve:
		receipt, info, err := s.lib.Prove(p[0], in.Options, p[1], s.progress)
		return [][]byte{receipt, info}, err
	case OpVerify:
		return one(s.lib.Verify(p[0], in.Options))
	default:
		if probe == nil {
			return nil, errors.New("there are no probes in this binary")
		}
		return one([]byte(probe(in.Probe[0])), nil)
	}
}

func one(b []byte, err error) ([][]byte, error) { return [][]byte{b}, err }

// progress passes on what the library reports: the first of each stage, the last
// of each stage, every proved segment, and of the rest as many as a person can follow.
func (s *server) progress(stage ffi.Stage, done, total uint64) {
	now := time.Now()
	if stage == s.stage && stage == ffi.StageExecute && done < total && now.Sub(s.reported) < progressEvery {
		return
	}
	s.stage, s.reported = stage, now
	if err := writeReply(s.replies, reply{Kind: kindProgress, Stage: stage, Done: done, Total: total}); err != nil {
		os.Exit(0) // the node is gone
	}
}

// fail answers with an error of the library, or one of this process.
func (s *server) fail(err error) error {
	r := reply{Kind: kindError, Code: ffi.Internal, Message: err.Error()}
	var native *ffi.Error
	if errors.As(err, &native) {
		r.Code, r.Message = native.Code, native.Message
	}
	return writeReply(s.replies, r)
}
