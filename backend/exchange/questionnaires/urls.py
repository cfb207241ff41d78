from django.urls import path

from backend.exchange.questionnaires import views

urlpatterns = [
    path("clinics/<uuid:clinic_id>/questionnaires", views.QuestionnairesView.as_view(), name="questionnaires"),
    path("questionnaires/<uuid:questionnaire_id>", views.QuestionnaireView.as_view(), name="questionnaire"),
    path("questionnaires/<uuid:questionnaire_id>/retire", views.RetireView.as_view(), name="questionnaire-retire"),
    path("patients/<uuid:patient_id>/questionnaires", views.AskedView.as_view(), name="patient-questionnaires"),
]
