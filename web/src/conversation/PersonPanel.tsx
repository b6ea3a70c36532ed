/* Whom one is answering, beside the thread. */
import { Link } from 'react-router';
import type { ConversationFull } from '#/lib/api.gen';
import { channelName, common } from '#/lib/common';
import { Disc } from '#/lib/disc';
import { IconWarning } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { dateTime } from '#/lib/time';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { PersonMore } from '#/person/PersonMore';
import { useMay } from '#/session/session';
import { useConversationsOf } from './data';
import { Kin } from './Kin';
import styles from './PersonPanel.module.css';
import { StatusWord } from './Status';
import { words } from './words';

export function PersonPanel({ conversation }: { conversation: ConversationFull }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const { person } = conversation;
  const mayRead = useMay('person.read');
  const others = useConversationsOf(person?.id).data?.items.filter((one) => one.id !== conversation.id);
  const failedAt = conversation.participants.find((one) => one.id === person?.id)?.failed_at;
  const participants = conversation.participants.filter((one) => one.id !== person?.id);

  return (
    <div className={styles.panel}>
      <div className={styles.person}>
        <Disc id={person?.id ?? ''} name={nameOf(person)} size={42} />
        <div className={styles.identity}>
          {person ? <Link to={`/persons/${person.id}`} className={styles.name} title={say.openPerson}>{nameOf(person)}</Link> : <span>{sayCommon.unknownPerson}</span>}
          {person?.name && person.address && <span className={styles.address}>{person.address}</span>}
          {failedAt && <span className={styles.fails}><IconWarning size={13} /> {say.fails(dateTime(language, failedAt))}</span>}
        </div>
      </div>

      <h2>{say.about}</h2>
      <dl className={styles.facts}>
        <div><dt>{say.channel}</dt><dd>{channelName(sayCommon, conversation.channel)}, {say.messages(conversation.message_count)}</dd></div>
        {conversation.our_address && <div><dt>{say.ourAddress}</dt><dd>{conversation.our_address}</dd></div>}
        <div><dt>{say.opened}</dt><dd>{dateTime(language, conversation.opened_at)}</dd></div>
        <div><dt>{say.firstAnswer}</dt><dd>{conversation.first_answer_at ? dateTime(language, conversation.first_answer_at) : say.notYet}</dd></div>
      </dl>

      {participants.length > 0 && (
        <>
          <h2>{say.participants}</h2>
          <ul className={styles.people}>
            {participants.map((one) => (
              <li key={one.id}>
                <Link to={`/persons/${one.id}`}>{nameOf(one)}</Link>
                {one.failed_at && <span className={styles.fails}><IconWarning size={13} /> {say.fails(dateTime(language, one.failed_at))}</span>}
              </li>
            ))}
          </ul>
        </>
      )}

      {person && mayRead && <PersonMore person={person.id} />}

      <Kin conversation={conversation} />

      <h2>{say.otherConversations}</h2>
      {others?.length === 0 && <p className="quiet">{say.noOther}</p>}
      <ul className={styles.others}>
        {others?.map((one) => (
          <li key={one.id}>
            <Link to={`/conversations/${one.id}?status=all`}>{one.subject || say.noSubject}</Link>
            <span className={styles.meta}><StatusWord status={one.status} short /><TimeAgo at={one.last_at} /></span>
          </li>
        ))}
      </ul>
    </div>
  );
}
