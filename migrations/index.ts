import type { Migration } from 'kysely/migration'
import * as communityAndMembers from './0001-community-and-members.ts'
import * as groupsAndPosts from './0002-groups-and-posts.ts'
import * as channelsAndEditions from './0003-channels-and-editions.ts'
import * as alliesAndDeliveries from './0004-allies-and-deliveries.ts'
import * as records from './0005-records.ts'
import * as joiningAndAccounts from './0006-joining-and-accounts.ts'
import * as morePosts from './0007-groups-and-posts.ts'
import * as moderation from './0008-moderation.ts'
import * as conversationsAndNotifications from './0009-conversations-and-notifications.ts'
import * as search from './0010-search.ts'
import * as lifetimes from './0011-lifetimes.ts'
import * as idleLock from './0012-idle-lock.ts'
import * as reading from './0014-reading.ts'
import * as previews from './0015-previews.ts'
import * as servers from './0016-servers.ts'
import * as channels from './0017-channels.ts'
import * as following from './0018-following.ts'
import * as conversations from './0019-conversations.ts'
import * as translations from './0020-translations.ts'
import * as keys from './0021-keys.ts'
import * as deliveries from './0022-deliveries.ts'
import * as joint from './0023-joint.ts'
import * as reactionKey from './0024-reaction-key.ts'
import * as delegates from './0025-delegates.ts'

/** Every migration there is, by name, in the order of the names. A released one never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-community-and-members': communityAndMembers,
  '0002-groups-and-posts': groupsAndPosts,
  '0003-channels-and-editions': channelsAndEditions,
  '0004-allies-and-deliveries': alliesAndDeliveries,
  '0005-records': records,
  '0006-joining-and-accounts': joiningAndAccounts,
  '0007-groups-and-posts': morePosts,
  '0008-moderation': moderation,
  '0009-conversations-and-notifications': conversationsAndNotifications,
  '0010-search': search,
  '0011-lifetimes': lifetimes,
  '0012-idle-lock': idleLock,
  '0014-reading': reading,
  '0015-previews': previews,
  '0016-servers': servers,
  '0017-channels': channels,
  '0018-following': following,
  '0019-conversations': conversations,
  '0020-translations': translations,
  '0021-keys': keys,
  '0022-deliveries': deliveries,
  '0023-joint': joint,
  '0024-reaction-key': reactionKey,
  '0025-delegates': delegates,
}
