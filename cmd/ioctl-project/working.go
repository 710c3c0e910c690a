package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"golang.org/x/term"
)

// working tells who waits for longer than a second what for: on a terminal with a clock, elsewhere once. The function
// returned ends that and takes the line away.
func working(what string) (done func()) {
	out, tty := os.Stderr, term.IsTerminal(int(os.Stderr.Fd()))
	start, stop, stopped := time.Now(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-stop:
				if tty && n > 0 {
					fmt.Fprint(out, "\r\x1b[K")
				}
				return
			case <-tick.C:
			}
			switch {
			case tty:
				fmt.Fprintf(out, "\r\x1b[K%s … %ds", what, int(time.Since(start).Seconds()))
			case n == 0:
				fmt.Fprintf(out, "%s …\n", what)
			}
		}
	}()
	return sync.OnceFunc(func() {
		close(stop)
		<-stopped
	})
}
