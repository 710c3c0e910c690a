package risc0

import (
	"github.com/machinefi/sprout/vm/worker"
)

// SegmentPo2 and EstimateMB are the sizes jobs get.
var (
	SegmentPo2 = segmentPo2
	EstimateMB = estimateMB
)

// PoolOf is how c fits a machine.
func (c Config) PoolOf(m worker.Machine) worker.Config { return c.pool(m) }
