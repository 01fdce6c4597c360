// The menu beside a picture: saved as PNG or SVG, or copied.
import { ActionIcon, Menu } from '@mantine/core';
import { useRef } from 'react';
import { Icon } from '../Icon.tsx';
import { FORM_WORDS, PICTURE_FORMS, type PictureForm, savePicture } from './save-picture.ts';

interface Props {
  /** The picture, by the name in its `data-picture`; absent: the one that the menu stands in. */
  readonly of?: string;
  readonly size?: number;
}

export function PictureMenu({ of, size }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const save = (form: PictureForm): void => {
    const element =
      of === undefined
        ? button.current?.closest('[data-picture]')
        : document.querySelector(`[data-picture="${CSS.escape(of)}"]`);
    if (element) void savePicture(element, form);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          ref={button}
          {...(size ? { size } : {})}
          aria-label={of === undefined ? 'Save as a picture' : `${of}: save as a picture`}
          title="Save as a picture"
          data-picture-skip
          data-testid="picture"
        >
          <Icon name="picture" size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {PICTURE_FORMS.map(form => (
          <Menu.Item key={form} data-testid={`picture-${form}`} onClick={() => save(form)}>
            {FORM_WORDS[form]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
