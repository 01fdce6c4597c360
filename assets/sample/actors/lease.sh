#!/bin/sh
# What udhcpc runs when it got, renewed or lost a lease.
case "$1" in
bound | renew)
	ip addr replace "$ip/$mask" brd + dev "$interface"
	ip route replace default via "$router" dev "$interface"
	;;
esac
