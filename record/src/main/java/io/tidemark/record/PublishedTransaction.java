package io.tidemark.record;

/**
 * Where a change stands in its transaction.
 *
 * @param id the same for all changes of the transaction and for no other
 * @param order the number of the change within the transaction, from 1
 * @param tableOrder the number of the change among those of its table within the transaction, from 1
 * @param last whether it is the last change delivered of the transaction
 */
public record PublishedTransaction(String id, long order, long tableOrder, boolean last) {}
