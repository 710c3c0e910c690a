//go:build linux

package worker_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/vm/worker"
)

// TestMain makes the test binary what the node's binary is: started with "prover"
// it is a worker. Started with "parent" it is a node with one busy worker, to be killed.
func TestMain(m *testing.M) {
	worker.SetProbe(try)
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "prover":
			os.Exit(worker.Main(os.Args[2:]))
		case "parent":
			parent()
		}
	}
	os.Exit(m.Run())
}

// parent starts a worker, prints its process id and keeps it computing until
// somebody kills this process.
func parent() {
	p, err := worker.New(config())
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	go func() {
		_, err := p.Probe(context.Background(), "k", "spin", worker.Request{})
		fmt.Println("spin ended:", err)
		os.Exit(1)
	}()
	if _, err := p.Probe(context.Background(), "other", "nothing", worker.Request{}); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for len(p.Pids()) < 2 {
		runtime.Gosched()
	}
	for _, pid := range p.Pids() {
		fmt.Println(pid)
	}
	fmt.Println("ready")
	_, _ = bufio.NewReader(os.Stdin).ReadByte() // never comes
}

func config() worker.Config {
	return worker.Config{
		Runtime: "risc0", Slots: 1, Threads: 2, MemoryMB: 2048,
		Idle: time.Minute, Backoff: time.Hour, LongestBackoff: time.Hour,
	}
}

// try runs in a worker. What the sandbox forbids it answers with the error.
func try(ask string) string {
	ask = strings.TrimPrefix(ask, "before ")
	if file, ok := strings.CutPrefix(ask, "read "); ok {
		_, err := os.ReadFile(file)
		return said(err)
	}
	if file, ok := strings.CutPrefix(ask, "write "); ok {
		return said(os.WriteFile(file, []byte("x"), 0o600))
	}
	if addr, ok := strings.CutPrefix(ask, "dial "); ok {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			_ = c.Close()
		}
		return said(err)
	}
	if f, ok := actions[ask]; ok {
		return f()
	}
	return "unknown probe"
}

// compile writes memory and asks for it to become code.
func compile(prot int) error {
	b, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return err
	}
	b[0] = 0xc3
	return unix.Mprotect(b, prot)
}

// content reads the beginning of an inherited file in every way a library may.
func content(fd int) string {
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return said(err)
	}
	b := make([]byte, st.Size)
	n, err := unix.Pread(fd, b, 0)
	if err != nil {
		return said(err)
	}
	return string(b[:n])
}

func said(err error) string {
	var errno unix.Errno
	switch {
	case err == nil:
		return "succeeded"
	case errors.As(err, &errno):
		return errno.Error()
	default:
		return err.Error()
	}
}

var actions = map[string]func() string{
	"nothing":  func() string { return "succeeded" },
	"too much": func() string { return strings.Repeat("x", worker.MaxBody+1) },
	"socket": func() string {
		_, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		return said(err)
	},
	"unix socket": func() string {
		_, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
		return said(err)
	},
	"fork": func() string {
		_, err := os.StartProcess("/proc/self/exe", []string{"x"}, &os.ProcAttr{})
		return said(err)
	},
	"exec":        func() string { return said(unix.Exec("/proc/self/exe", []string{"x"}, nil)) },
	"ptrace":      func() string { return said(unix.PtraceAttach(os.Getppid())) },
	"kill parent": func() string { return said(unix.Kill(os.Getppid(), 0)) },
	"signal parent by a descriptor": func() string {
		_, err := unix.FcntlInt(3, unix.F_SETOWN, os.Getppid())
		return said(err)
	},
	"move parent":  func() string { return said(unix.SchedSetaffinity(os.Getppid(), &unix.CPUSet{1})) },
	"make memfd":   func() string { _, err := unix.MemfdCreate("x", 0); return said(err) },
	"raise nofile": func() string { return said(unix.Prlimit(0, unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 64, Max: 64}, nil)) },
	"run own bytes": func() string {
		_, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_ANON|unix.MAP_PRIVATE)
		return said(err)
	},
	"compile":          func() string { return said(compile(unix.PROT_READ | unix.PROT_EXEC)) },
	"compile in place": func() string { return said(compile(unix.PROT_READ | unix.PROT_WRITE | unix.PROT_EXEC)) },
	"map a file as code": func() string {
		_, err := unix.Mmap(worker.FirstFile, 0, 4096, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_PRIVATE)
		return said(err)
	},
	"file 0": func() string { return content(worker.FirstFile) },
	"file 1": func() string { return content(worker.FirstFile + 1) },
	"file 2": func() string { return content(worker.FirstFile + 2) },
	"overwrite file 0": func() string {
		_, err := unix.Pwrite(worker.FirstFile, []byte("x"), 0)
		return said(err)
	},
	"overwrite file 1": func() string {
		_, err := unix.Pwrite(worker.FirstFile+1, []byte("written"), 0)
		return said(err)
	},
	"overwrite file 1 far": func() string {
		_, err := unix.Pwrite(worker.FirstFile+1, []byte("x"), 1<<20)
		return said(err)
	},
	"shrink file 0": func() string { return said(unix.Ftruncate(worker.FirstFile, 0)) },
	"open file 0 again": func() string {
		_, err := unix.Open(fmt.Sprintf("/proc/self/fd/%d", worker.FirstFile), unix.O_RDWR, 0)
		return said(err)
	},
	"map file 0": func() string {
		b, err := unix.Mmap(worker.FirstFile, 0, 8, unix.PROT_READ, unix.MAP_SHARED)
		if err != nil {
			return said(err)
		}
		return string(b[:4])
	},
	"stat": func() string { return said(unix.Stat("/etc/passwd", new(unix.Stat_t))) },
	"statx": func() string {
		return said(unix.Statx(unix.AT_FDCWD, "/etc/passwd", 0, unix.STATX_SIZE, new(unix.Statx_t)))
	},
	"list root": func() string { _, err := os.ReadDir("/"); return said(err) },
	"interfaces": func() string {
		list, err := net.Interfaces()
		if err != nil {
			return said(err)
		}
		up := 0
		for _, i := range list {
			if i.Flags&net.FlagUp != 0 {
				up++
			}
		}
		return fmt.Sprintf("%d up", up)
	},
	"many threads": func() string {
		const n = 8
		started, release := make(chan struct{}), make(chan struct{})
		for range n {
			go func() {
				runtime.LockOSThread()
				started <- struct{}{}
				<-release
			}()
		}
		for range n {
			<-started
		}
		close(release)
		return "succeeded"
	},
	"spin": func() string {
		for {
			runtime.Gosched()
		}
	},
	"allocate": func() string {
		var all [][]byte
		for {
			b := make([]byte, 16<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			all = append(all, b)
			runtime.KeepAlive(all)
		}
	},
	"allocate 64 MB": func() string {
		b := make([]byte, 64<<20)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		return fmt.Sprint(len(b) >> 20)
	},
	"crash": func() string {
		_, _ = fmt.Fprintln(os.Stderr, "the last words")
		_ = unix.Tgkill(os.Getpid(), unix.Gettid(), unix.SIGABRT)
		select {}
	},
	"garbage": func() string {
		_, _ = os.NewFile(4, "replies").Write([]byte("\xff\xff\xff\xff and more"))
		select {}
	},
	"flood": func() string {
		for range 1000 {
			_, _ = fmt.Fprintln(os.Stderr, strings.Repeat("flood ", 100))
		}
		os.Exit(3)
		return ""
	},
}
