package risc0

import (
	"strconv"

	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/worker"
)

// SegmentPo2 and EstimateMB are the sizes jobs get.
var (
	SegmentPo2 = segmentPo2
	EstimateMB = estimateMB
)

// PoolOf is how c fits a machine.
func (c Config) PoolOf(m worker.Machine) worker.Config { return c.pool(m) }

// Remembered puts n programs into a cache and returns how many stay and whether the last is among them.
func Remembered(n int) (count int, last bool) {
	c := newCheckCache()
	for i := range n {
		c.put(strconv.Itoa(i), vm.ProgramInfo{})
		c.put(strconv.Itoa(i), vm.ProgramInfo{})
	}
	_, last = c.get(strconv.Itoa(n - 1))
	return len(c.info), last
}
