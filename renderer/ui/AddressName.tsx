// A host of which only the address is known, as HostName shows it.
import { useCaptureName } from '../state/address-names.ts';
import { HostName } from './HostName.tsx';

export const AddressName = ({ address }: { readonly address: string }) => (
  <HostName address={address} name={useCaptureName(address)} />
);
