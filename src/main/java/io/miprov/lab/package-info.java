/**
 * Throwaway machines on this computer: containers that behave as virtual machines, one for each
 * host of an inventory, so that a playbook can be tried before it meets production.
 *
 * <p>Everything goes through the {@code docker} command line, and nothing is touched that does not
 * carry the label {@code miprov.lab}.
 *
 * <p>Never here: how a playbook is applied, and what is printed. Start with {@link
 * io.miprov.lab.Lab}.
 */
package io.miprov.lab;
