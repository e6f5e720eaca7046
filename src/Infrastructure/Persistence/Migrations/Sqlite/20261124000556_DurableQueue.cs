using System;
﻿using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DurableQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // SQLite cannot give an existing table another key, and EF Core's rebuild would give all rows the same position.
            migrationBuilder.DropIndex(
                name: "IX_OutboxMessages_NextAttemptAt",
                table: "OutboxMessages");

            migrationBuilder.RenameTable(
                name: "OutboxMessages",
                newName: "OutboxMessagesBefore");

            migrationBuilder.CreateTable(
                name: "OutboxMessages",
                columns: table => new
                {
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: false),
                    Priority = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    OrderingKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<string>(type: "TEXT", nullable: false),
                    NextAttemptAt = table.Column<string>(type: "TEXT", nullable: true),
                    LeaseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    History = table.Column<string>(type: "TEXT", nullable: false),
                    CompletedAt = table.Column<string>(type: "TEXT", nullable: true),
                    TraceParent = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMessages", x => x.Position);
                });

            migrationBuilder.Sql("""
                INSERT INTO "OutboxMessages" ("Id", "Type", "Payload", "Status", "Attempts", "CreatedAt", "NextAttemptAt", "LeaseId", "LastError", "CompletedAt", "TraceParent", "Priority", "History")
                SELECT "Id", "Type", "Payload", "Status", "Attempts", "CreatedAt", "NextAttemptAt", "LeaseId", "LastError", "CompletedAt", "TraceParent", 'Normal', '[]' FROM "OutboxMessagesBefore" ORDER BY "Id"
                """);

            migrationBuilder.DropTable(
                name: "OutboxMessagesBefore");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Dead",
                table: "OutboxMessages",
                column: "Position",
                filter: "\"Status\" = 'Dead'");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Due",
                table: "OutboxMessages",
                columns: new[] { "Priority", "NextAttemptAt", "Position" },
                filter: "\"NextAttemptAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Id",
                table: "OutboxMessages",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_InOrder",
                table: "OutboxMessages",
                columns: new[] { "OrderingKey", "Position" },
                filter: "\"OrderingKey\" IS NOT NULL AND \"NextAttemptAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(
                name: "OutboxMessages",
                newName: "OutboxMessagesBefore");

            migrationBuilder.CreateTable(
                name: "OutboxMessages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<string>(type: "TEXT", nullable: false),
                    NextAttemptAt = table.Column<string>(type: "TEXT", nullable: true),
                    LeaseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CompletedAt = table.Column<string>(type: "TEXT", nullable: true),
                    TraceParent = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMessages", x => x.Id);
                });

            migrationBuilder.Sql("""
                INSERT INTO "OutboxMessages" ("Id", "Type", "Payload", "Status", "Attempts", "CreatedAt", "NextAttemptAt", "LeaseId", "LastError", "CompletedAt", "TraceParent")
                SELECT "Id", "Type", "Payload", "Status", "Attempts", "CreatedAt", "NextAttemptAt", "LeaseId", "LastError", "CompletedAt", "TraceParent" FROM "OutboxMessagesBefore"
                """);

            migrationBuilder.DropTable(
                name: "OutboxMessagesBefore");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_NextAttemptAt",
                table: "OutboxMessages",
                column: "NextAttemptAt",
                filter: "\"NextAttemptAt\" IS NOT NULL");
        }
    }
}
