package worker

import (
	"fmt"
	"os"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"golang.org/x/sys/unix"
)

// computing is all a worker may ask of the kernel once it is sealed: memory,
// threads of its own, time, and the descriptors it has. What is not listed fails
// with EPERM, so that a library that tries its luck goes on without.
var computing = []string{
	// descriptors that are open already
	"read", "write", "readv", "writev", "pread64", "close", "fstat", "lseek", "poll", "ppoll",
	"epoll_wait", "epoll_pwait", "epoll_ctl", "epoll_create1", "eventfd2", // fcntl stands below
	// memory; mmap and mprotect stand below
	"munmap", "mremap", "madvise", "brk", "mincore", "membarrier", "get_mempolicy",
	// threads of this process; clone stands below
	"futex", "exit", "exit_group", "gettid", "getpid", "getppid", "sched_yield", "sched_getaffinity",
	"set_robust_list", "rseq", "set_tid_address", "getcpu", "restart_syscall",
	// signals within this process; tgkill stands below
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "sigaltstack",
	// time, randomness, its own numbers
	"nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time",
	"timer_create", "timer_settime", "timer_delete", "setitimer",
	"getrandom", "getrusage", "sysinfo", "uname", "getuid", "geteuid", "getgid", "getegid",
}

// writing is what a worker may do beside, whose runtime writes files it was given.
var writing = []string{"pwrite64", "pwritev", "ftruncate", "msync"}

// policy is what the workers of a runtime may do beyond computing.
type policy struct {
	compile bool // make code of what they have written, but never have memory that is both at once
	write   bool // write the files they were given
}

// policyOf is the policy for a worker that is greeted so. Wasm is compiled by halo2's
// library, and only there.
func policyOf(hello request) policy {
	return policy{compile: hello.Runtime == "halo2", write: hello.FileMB > 0}
}

func only(name string, arg uint32, op seccomp.Operation, value uint64) seccomp.NameWithConditions {
	return seccomp.NameWithConditions{Name: name, Conditions: seccomp.ArgumentConditions{{Argument: arg, Operation: op, Value: value}}}
}

// more is what p allows beside [computing].
func (p policy) more() (names []string, conditional []seccomp.NameWithConditions) {
	if p.write {
		names = writing
	}
	if p.compile {
		conditional = append(conditional, only("mprotect", 2, seccomp.Equal, unix.PROT_READ|unix.PROT_EXEC))
	}
	return names, conditional
}

// filterSyscalls installs the filter on every thread of the process, those of the
// library included.
func filterSyscalls(p policy) error {
	if !seccomp.Supported() {
		return fmt.Errorf("not in this kernel")
	}
	names, conditional := p.more()
	err := seccomp.LoadFilter(seccomp.Filter{
		NoNewPrivs: true,
		Flag:       seccomp.FilterFlagTSync,
		Policy: seccomp.Policy{
			DefaultAction: seccomp.ActionErrno,
			Syscalls: []seccomp.SyscallGroup{
				{Action: seccomp.ActionAllow, Names: append(names, computing...), NamesWithCondtions: append(conditional,
					only("mmap", 2, seccomp.BitsNotSet, unix.PROT_EXEC),
					only("mprotect", 2, seccomp.BitsNotSet, unix.PROT_EXEC),
					only("clone", 0, seccomp.BitsSet, unix.CLONE_THREAD),
					only("tgkill", 0, seccomp.Equal, uint64(os.Getpid())),
					only("prlimit64", 0, seccomp.Equal, 0),
					only("prctl", 0, seccomp.Equal, unix.PR_SET_NAME),
					only("prctl", 0, seccomp.Equal, unix.PR_SET_VMA),
					only("sched_setaffinity", 0, seccomp.Equal, 0),
					// Others of fcntl's commands would have the kernel signal a foreign process.
					only("fcntl", 1, seccomp.Equal, unix.F_GETFD), only("fcntl", 1, seccomp.Equal, unix.F_SETFD),
					only("fcntl", 1, seccomp.Equal, unix.F_GETFL), only("fcntl", 1, seccomp.Equal, unix.F_SETFL), only("fcntl", 1, seccomp.Equal, unix.F_DUPFD_CLOEXEC),
				)},
				// Its flags are out of a filter's sight; libc falls back to clone.
				{Action: seccomp.Action(uint32(seccomp.ActionErrno)&^0xffff | uint32(unix.ENOSYS)), Names: []string{"clone3"}},
			},
		},
	})
	if err != nil {
		return fmt.Errorf("install filter: %w", err)
	}
	return nil
}
