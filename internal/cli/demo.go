package cli

type demoCommand struct {
	Addr string `help:"Address to listen on." default:"127.0.0.1:8080"`
	AsOf string `help:"The day the demo shows; none is today." placeholder:"DATE"`
}

func (d demoCommand) Run(t *terminal) error { return nil }
