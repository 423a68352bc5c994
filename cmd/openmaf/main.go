// Command openmaf runs a community's mutual aid facilitation: its web pages,
// its meeting list and its records, from one file.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"openmaf/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
