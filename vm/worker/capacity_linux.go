package worker

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// machineMemoryMB is the machine's memory, or what a container may use of it.
func machineMemoryMB() uint64 {
	var mb uint64
	var si unix.Sysinfo_t
	if unix.Sysinfo(&si) == nil {
		mb = uint64(si.Totalram) * uint64(si.Unit) >> 20
	}
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		b, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseUint(strings.TrimSpace(string(b)), 10, 64); err == nil && (mb == 0 || n>>20 < mb) {
			mb = n >> 20
		}
	}
	return mb
}
