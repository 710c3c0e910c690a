package worker

import (
	"errors"
	"fmt"
	"os/signal"

	"golang.org/x/sys/unix"
)

// ownSlack is what the Go side of a worker may grow by beyond its baseline.
const ownSlack = 96 << 20

// limitProcess sets what holds for the whole life of a worker. The number of
// processes is not limited here: that limit counts a user's, not a worker's, and
// the system call filter forbids new ones anyway.
func limitProcess(baseline, maxMemoryMB, fileMB uint64) error {
	// Who writes too far gets an error and no signal, which would end the process without a word.
	signal.Ignore(unix.SIGXFSZ)
	hard := baseline + ownSlack + maxMemoryMB<<20 + 2*maxBody
	return errors.Join(
		setLimit("core", unix.RLIMIT_CORE, 0, 0),
		setLimit("nofile", unix.RLIMIT_NOFILE, 32, 32),
		setLimit("fsize", unix.RLIMIT_FSIZE, fileMB<<20, fileMB<<20),
		setLimit("memlock", unix.RLIMIT_MEMLOCK, 0, 0),
		setLimit("msgqueue", unix.RLIMIT_MSGQUEUE, 0, 0),
		setLimit("data", unix.RLIMIT_DATA, hard, hard),
	)
}

// limitJob sets the soft limits of one job: bytes of memory above own, seconds of
// processor time from now. Whoever exceeds the first gets no more memory, the
// second a signal; either ends the process.
func limitJob(own, memoryMB, cpuSeconds uint64) error {
	var data unix.Rlimit
	if err := unix.Prlimit(0, unix.RLIMIT_DATA, nil, &data); err != nil {
		return fmt.Errorf("read limit of memory: %w", err)
	}
	soft := data.Max
	if memoryMB > 0 {
		soft = min(soft, own+ownSlack+memoryMB<<20)
	}
	cpu := uint64(unix.RLIM_INFINITY)
	if cpuSeconds > 0 {
		var used unix.Rusage
		if err := unix.Getrusage(unix.RUSAGE_SELF, &used); err != nil {
			return fmt.Errorf("read processor time: %w", err)
		}
		cpu = uint64(used.Utime.Sec+used.Stime.Sec) + 1 + cpuSeconds
	}
	return errors.Join(
		setLimit("data", unix.RLIMIT_DATA, soft, data.Max),
		setLimit("cpu", unix.RLIMIT_CPU, cpu, unix.RLIM_INFINITY),
	)
}

func setLimit(name string, which int, soft, hard uint64) error {
	if err := unix.Prlimit(0, which, &unix.Rlimit{Cur: soft, Max: hard}, nil); err != nil {
		return fmt.Errorf("set limit of %s to %d: %w", name, soft, err)
	}
	return nil
}
