using OffTrac.Sdk.Components;

[assembly: Plugin("acme.greeter", Description = "Greets whoever makes a ticket.")]
