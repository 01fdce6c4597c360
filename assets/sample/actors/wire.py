"""Carries frames between pairs of interfaces with a delay: the distance to the internet. Usage: wire.py A:B:MILLISECONDS ..."""
# The kernel's netem would do the same, but it is a module that many machines leave out.

import collections
import select
import socket
import sys
import time

ETH_P_ALL = 3
OUTGOING = 4


def open_end(name):
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    end.bind((name, ETH_P_ALL))
    end.setblocking(False)
    return end


poll = select.epoll()
ways = {}
for pair in sys.argv[1:]:
    first, second, delay = pair.split(":")
    a, b = open_end(first), open_end(second)
    for source, target in ((a, b), (b, a)):
        poll.register(source, select.EPOLLIN)
        ways[source.fileno()] = (source, target, float(delay) / 1000, collections.deque())

while True:
    due = [queue[0][0] for _, _, _, queue in ways.values() if queue]
    wait = max(0, min(due) - time.monotonic()) if due else -1
    for number, _ in poll.poll(wait):
        source, _, delay, queue = ways[number]
        frame, address = source.recvfrom(65536)
        if address[2] != OUTGOING:
            queue.append((time.monotonic() + delay, frame))
    now = time.monotonic()
    for _, target, _, queue in ways.values():
        while queue and queue[0][0] <= now:
            target.send(queue.popleft()[1])
