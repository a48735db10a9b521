"""What the environment says, read once at the start."""

from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a default; each is SHOEBOX_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="SHOEBOX_", extra="ignore", frozen=True)

    env: Literal["development", "production"] = "development"
    host: str = "127.0.0.1"
    port: int = 8080
    var: Path = Path("var")
    database_url: str = ""
    rehearsal: bool = False
    durable: Literal["process", "power"] = "process"
    public_url: str = ""
    proxies: int = 0  # how many of our own stand before the house and add to X-Forwarded-For
    sites: str = ""  # the origins of the pages that embed the chat, parted by spaces
    house_key: str = ""
    house_key_file: Path | None = None
    previous_house_key: str = ""  # beside a new one from the environment, until every process has been started anew
    keys_file: Path | None = None
    erasure_ledger: Path | None = None
    redis_url: str = ""
    redis_channel: str = "shoebox"
    amqp_url: str = ""
    amqp_exchange: str = "shoebox"
    slack_api: str = "https://slack.com/api"
    telegram_api: str = "https://api.telegram.org"
    twilio_api: str = "https://api.twilio.com"
    meta_api: str = "https://graph.facebook.com"
    shop_url: str = ""
    shop_key: str = ""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var / 'shoebox.db'}"

    @property
    def shop_database(self) -> str:
        """The demo house's own books: a shop's tables are not the memory's, and are not sealed."""
        return f"sqlite:///{self.var / 'shop.db'}"

    @property
    def files(self) -> Path:
        return self.var / "files"

    @property
    def key_file(self) -> Path:
        return self.house_key_file or self.var / "house.key"

    @property
    def ledger(self) -> Path:
        return self.erasure_ledger or self.var / "erasures.jsonl"

    @property
    def public_base(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"
