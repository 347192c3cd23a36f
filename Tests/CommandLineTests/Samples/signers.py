"""A proxy on loopback that forwards nothing: it writes the host, who signed, and whether a session's token came along,
to the file that is named, and refuses as STS does. It prints its port."""

import http.server
import re
import sys

ERROR = b"""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
<Code>InvalidClientTokenId</Code><Message>The security token is invalid.</Message></Error></ErrorResponse>"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        signer = re.search("Credential=([^/]*)", self.headers.get("Authorization", ""))
        token = self.headers.get("X-Amz-Security-Token", "no token")
        with open(sys.argv[1], "a") as log:
            log.write(f"{self.headers['Host']} {signer.group(1) if signer else 'nobody'} {token}\n")
        self.send_response(403)
        self.send_header("Content-Length", str(len(ERROR)))
        self.end_headers()
        self.wfile.write(ERROR)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
