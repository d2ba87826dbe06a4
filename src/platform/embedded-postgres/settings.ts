import { PORT } from './socket.ts'

/**
 * What every start of the server sets, over anything written in the cluster's own files.
 *
 * Memory: for an old VPS that also runs Node; a community that outgrows it sets DATABASE_URL.
 * Log: only what happens to the server. Messages about statements could quote what somebody wrote.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(PORT),
  unix_socket_permissions: '0700',

  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  max_connections: '40',
  shared_buffers: '32MB',
  maintenance_work_mem: '32MB',
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '2',
  max_wal_size: '256MB',
  // Nothing replicates from here.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',

  log_destination: 'stderr',
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_statement: 'none',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}
