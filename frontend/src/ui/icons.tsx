import type { ComponentChildren } from "preact";

function Icon({ children, size = 24 }: { children: ComponentChildren; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      class="icon"
    >
      {children}
    </svg>
  );
}
type P = { size?: number };

export const TodayIcon = (p: P) => (
  <Icon {...p}>
    <path d="M9 3v8.500c0 1.5-.5 3-1 4.5-.6 1.8-2 2-2 3.500C6 20.5 7 21 8.5 21s2.5-.6 2.5-2V3M15 3v8.500c0 1.5.5 3 1 4.5.6 1.8 2 2 2 3.5 0 1-1 1.5-2.5 1.500s-2.5-.6-2.5-2V3" />
  </Icon>
);
export const PenIcon = (p: P) => (
  <Icon {...p}>
    <path d="M4 20l1-4.500L16.5 4 20 7.5 8.5 19zM14 6.500l3.5 3.5" />
  </Icon>
);
export const ProgressIcon = (p: P) => (
  <Icon {...p}>
    <path d="M4 4v16h16M7 9c4-2 5 2 7 4s3 3 6 3.5" />
  </Icon>
);
export const PlanIcon = (p: P) => (
  <Icon {...p}>
    <path d="M6 4h12v17H6zM9 4V2.500h6V4M9 10l1.5 1.500L13 9M9 16h6M15 11h0" />
  </Icon>
);
export const MoreIcon = (p: P) => (
  <Icon {...p}>
    <path d="M4 7h16M4 12h16M4 17h10" />
  </Icon>
);
export const ChevronIcon = (p: P) => (
  <Icon {...p}>
    <path d="M9 5l7 7-7 7" class="mirror" />
  </Icon>
);
export const BackIcon = (p: P) => (
  <Icon {...p}>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
);
export const CloseIcon = (p: P) => (
  <Icon {...p}>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);
export const BellIcon = (p: P) => (
  <Icon {...p}>
    <path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15zM10 20.500a2 2 0 0 0 4 0M12 5V3.500" />
  </Icon>
);
export const CheckIcon = (p: P) => (
  <Icon {...p}>
    <path d="M5 12.500l4.5 4.500L19 7.5" />
  </Icon>
);
export const PhoneIcon = (p: P) => (
  <Icon {...p}>
    <path d="M5 4h4l1.5 5L8 10.500a11 11 0 0 0 5.5 5.500l1.5-2.5 5 1.500v4c0 .6-.5 1-1 1A15.5 15.5 0 0 1 4 5c0-.5.4-1 1-1z" />
  </Icon>
);
export const LockIcon = (p: P) => (
  <Icon {...p}>
    <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
  </Icon>
);
export const PlusIcon = (p: P) => (
  <Icon {...p}>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);
export const SearchIcon = (p: P) => (
  <Icon {...p}>
    <circle cx="11" cy="11" r="6.5" />
    <path d="M16 16l4.5 4.5" />
  </Icon>
);
export const TrayIcon = (p: P) => (
  <Icon {...p}>
    <path d="M4 13l3-8h10l3 8v6H4zM4 13h5l1 2.500h4l1-2.500h5" />
  </Icon>
);
export const CloudIcon = (p: P) => (
  <Icon {...p}>
    <path d="M7 18a4 4 0 0 1-.5-8A5.5 5.5 0 0 1 17 9a4.5 4.5 0 0 1 0 9z" />
  </Icon>
);
