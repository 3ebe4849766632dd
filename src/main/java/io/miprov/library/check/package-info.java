/**
 * What modules that check things have in common: what a finding is, how findings are told, and what
 * can be wrong with any certificate.
 */
package io.miprov.library.check;
