package e2e

// A concern that Sam raised about the person he goes along with. A manager
// comes to the register's page, which tells them who reads concerns and shows
// none.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /concerns/new                      in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /concerns/new                      in        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /raised                            in        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /raised/{concern}                  in        gone  gone  ok    gone  gone  gone  gone  gone  gone
GET  /concerns                          in        no    no    no    no    ok    no    ok    ok    no
GET  /concerns/{concern}                in        no    no    no    no    gone  no    ok    ok    no
POST /concerns/{concern}/read           in        no    no    no    no    gone  no    ok    ok    no
POST /concerns/{concern}/entries        in        no    no    no    no    gone  no    ok    ok    no
POST /concerns/{concern}/review         in        no    no    no    no    gone  no    ok    ok    no
GET  /concerns/{concern}/share          in        no    no    no    no    gone  no    ok    ok    no
POST /concerns/{concern}/share          in        no    no    no    no    gone  no    ok    ok    no
GET  /concerns/{concern}/close          in        no    no    no    no    gone  no    ok    ok    no
POST /concerns/{concern}/close          in        no    no    no    no    gone  no    ok    ok    no
POST /concerns/{concern}/print          in        no    no    no    no    gone  no    ok    ok    no
GET  /concerns/settings                 in        no    no    no    no    ok    ok    ok    no    no
POST /concerns/settings                 in        no    no    no    no    ok    ok    ok    no    no
`)
