package e2e

// Who may open a sealed record, and the record of one's own.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /people/{person}/hats              in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/seal              in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/let-in            in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/put-out           in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/own-account       in        ok    gone  no    no    gone  no    no    no    no

GET  /own-record                        in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own-record/let-in                 in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own-record/put-out                in        ok    ok    ok    ok    ok    ok    ok    ok    ok

GET  /glass                             in        no    no    no    no    ok    no    ok    no    no
POST /glass                             in        no    no    no    no    ok    no    ok    no    no
GET  /glass/register                    in        no    no    no    no    no    no    ok    ok    no
GET  /glass/{try}                       in        no    no    no    no    ok    no    ok    no    no
GET  /glass/{try}/record                in        no    no    no    no    gone  no    gone  no    no
`)
