using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class DurableQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_outbox_messages",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_outbox_messages_next_attempt_at",
                table: "outbox_messages");

            migrationBuilder.AddColumn<long>(
                name: "position",
                table: "outbox_messages",
                type: "bigint",
                nullable: false)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

            migrationBuilder.AddColumn<string>(
                name: "history",
                table: "outbox_messages",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "ordering_key",
                table: "outbox_messages",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "priority",
                table: "outbox_messages",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Normal");

            migrationBuilder.AddPrimaryKey(
                name: "pk_outbox_messages",
                table: "outbox_messages",
                column: "position");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_id",
                table: "outbox_messages",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_ordering_key_position",
                table: "outbox_messages",
                columns: new[] { "ordering_key", "position" },
                filter: "ordering_key IS NOT NULL AND next_attempt_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_position",
                table: "outbox_messages",
                column: "position",
                filter: "status = 'Dead'");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_priority_next_attempt_at_position",
                table: "outbox_messages",
                columns: new[] { "priority", "next_attempt_at", "position" },
                filter: "next_attempt_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_outbox_messages",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_outbox_messages_id",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_outbox_messages_ordering_key_position",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_outbox_messages_position",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_outbox_messages_priority_next_attempt_at_position",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "position",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "history",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "ordering_key",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "priority",
                table: "outbox_messages");

            migrationBuilder.AddPrimaryKey(
                name: "pk_outbox_messages",
                table: "outbox_messages",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_next_attempt_at",
                table: "outbox_messages",
                column: "next_attempt_at",
                filter: "next_attempt_at IS NOT NULL");
        }
    }
}
