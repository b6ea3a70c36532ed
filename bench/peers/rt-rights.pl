# A desk that anybody may write to: what Request Tracker's manual has every such desk grant.
our @ACL = map { { GroupDomain => 'SystemInternal', GroupType => 'Everyone', Queue => 'General', Right => $_ } } qw(CreateTicket ReplyToTicket SeeQueue);
1;
