# What a Request Tracker of the bench has that Debian's has not.
Set($rtname, 'desk.example');
Set($Organization, 'desk.example');
Set($WebDomain, '127.0.0.1');
Set($WebPort, $ENV{RT_PORT} || 80);
Set($WebPath, '');
Set($CorrespondAddress, 'contact@desk.example');
Set($CommentAddress, 'comment@desk.example');
Set($Timezone, 'Europe/Paris');
Set($DatabaseType, 'Pg');
Set($DatabaseHost, '/var/run/postgresql');
Set($DatabaseName, 'rt');
Set($DatabaseUser, 'rt');
Set($DatabasePassword, 'none');
# Its acknowledgements are written and go nowhere.
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, '/usr/local/bin/drop-mail');
Set($LogToSTDERR, 'error');
Set($LogToSyslog, undef);
Set($RestrictReferrer, 0);
Set(%FullTextSearch, Enable => 1, Indexed => 1, Column => 'ContentIndex', Table => 'AttachmentsIndex');
1;
