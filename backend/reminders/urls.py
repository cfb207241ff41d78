from django.urls import path

from backend.reminders import feeds, views

urlpatterns = [
    path("messages", views.MessagesView.as_view(), name="messages"),
    path("messages/<uuid:message_id>/read", views.ReadView.as_view(), name="message-read"),
    path("messages/<uuid:message_id>/done", views.DoneView.as_view(), name="message-done"),
    path("messages/<uuid:message_id>/snooze", views.SnoozeView.as_view(), name="message-snooze"),
    path("messages/<uuid:message_id>/dismiss", views.DismissView.as_view(), name="message-dismiss"),
    path("patients/<uuid:patient_id>/reminders", views.RemindersView.as_view(), name="reminders"),
    path("patients/<uuid:patient_id>/calendar", views.CalendarAddressView.as_view(), name="calendar-address"),
    path("me/notifications", views.StaffWishesView.as_view(), name="staff-notifications"),
    path("push/key", views.PushKeyView.as_view(), name="push-key"),
    path("push/subscriptions", views.PushSubscriptionsView.as_view(), name="push-subscriptions"),
    path("calendar/<str:secret>.ics", feeds.CalendarView.as_view(), name="calendar"),
    path("unsubscribe/<str:token>", feeds.unsubscribe, name="unsubscribe"),
]
