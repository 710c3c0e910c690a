package node

import (
	"context"

	"github.com/machinefi/sprout/task"
)

// maxAdded bounds a file that is put on the node's IPFS, in bytes: as large as nodes fetch project files.
const maxAdded = 32 << 20

// startIPFSAPI has the node's IPFS take files from the programs of this machine, if asked to. Nobody has to say who they
// are, so it is on no address that others reach: settings name a loopback one, and the handler serves no other.
func (b *Base) startIPFSAPI(ctx context.Context) error {
	if b.Config.IPFSAPI == "" {
		return nil
	}
	s, at, err := ServeHTTP(ctx, b.Config.IPFSAPI, b.IPFS.AddHandler(maxAdded), b.Log)
	if err != nil {
		return task.WithHint(err, "choose another port with --ipfs-api; a Kubo node takes 5001, too")
	}
	b.ipfsAPI = s
	b.Log.Info("taking files for IPFS", "address", at.String())
	return nil
}

func (b *Base) stopIPFSAPI(ctx context.Context) error {
	if b.ipfsAPI == nil {
		return nil
	}
	return b.ipfsAPI.Shutdown(ctx)
}
